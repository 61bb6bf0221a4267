using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Examples;

/// <summary>อบต.ทุ่งตะวัน, which does not exist: its units and positions. Its people have positions and no names.</summary>
internal sealed class ExampleOrganisation(AppDbContext db, Product product, TimeProvider clock) : IExampleLoader
{
    private static readonly (string Unit, string[] Positions)[] House =
    [
        ("สำนักปลัด", ["ปลัดองค์การบริหารส่วนตำบล", "รองปลัดองค์การบริหารส่วนตำบล", "หัวหน้าสำนักปลัด", "นักวิเคราะห์นโยบายและแผน", "นักทรัพยากรบุคคล", "นิติกร"]),
        ("กองคลัง", ["ผู้อำนวยการกองคลัง", "นักวิชาการเงินและบัญชี", "นักวิชาการพัสดุ"]),
        ("กองช่าง", ["ผู้อำนวยการกองช่าง", "นายช่างโยธา"]),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", ["ผู้อำนวยการกองการศึกษา ศาสนาและวัฒนธรรม", "นักวิชาการศึกษา"]),
        ("กองสาธารณสุขและสิ่งแวดล้อม", ["ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม", "นักวิชาการสาธารณสุข"]),
        ("หน่วยตรวจสอบภายใน", ["นักวิชาการตรวจสอบภายใน"]),
    ];

    public static Organisation Make(DateTimeOffset now) => new()
    {
        Name = "องค์การบริหารส่วนตำบลทุ่งตะวัน",
        ShortName = "อบต.ทุ่งตะวัน",
        Kind = OrganisationKind.Subdistrict,
        Size = OrganisationSize.Medium,
        District = "ทุ่งตะวัน",
        Province = "ตัวอย่าง",
        Slug = "thung-tawan",
        IsExample = true,
        CreatedAt = now,
    };

    public async Task Load(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        db.People.Add(new Person { Position = "นายกองค์การบริหารส่วนตำบล", CreatedAt = now });
        var sort = 0;
        foreach (var (unitName, positions) in House)
        {
            var unit = new Unit { Name = unitName, Sort = ++sort };
            db.Units.Add(unit);
            var place = 0;
            foreach (var position in positions)
            {
                db.People.Add(new Person { UnitId = unit.Id, Position = position, Sort = (sort * 100) + ++place, CreatedAt = now });
            }
        }
        StandardRoles.Add(db, product);
        db.Record("organisation.started", "organisation", db.OrganisationId, "ตัวอย่างสำหรับทดลองใช้");
        await db.SaveChangesAsync(stop);
    }
}
