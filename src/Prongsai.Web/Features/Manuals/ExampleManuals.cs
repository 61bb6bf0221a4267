using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain.Manuals;
using Prongsai.Web.Platform.Examples;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Manuals of the made-up organisation: five in public, one a draft. On a machine that cannot print a PDF they stay drafts.</summary>
internal sealed partial class ExampleManuals(KeepManuals keep, ILogger<ExampleManuals> log) : IExampleLoader
{
    private const string Counter = "ที่ทำการ อบต.ทุ่งตะวัน จันทร์–ศุกร์ 8.30–16.30 น. ไม่พักเที่ยง";
    private const string Post = "ส่งทางไปรษณีย์ถึงที่ทำการ";
    private const string Complain = "สำนักปลัด โทร. 0 0000 0000 หรือช่องทางในหน้าติดต่อเรา";

    private static readonly ManualStep Apply = new(StepKind.Start, "ยื่นคำขอพร้อมเอกสาร", "ผู้รับบริการ", null);

    private static readonly ManualContent[] All =
    [
        new()
        {
            Title = "ลงทะเบียนรับเบี้ยยังชีพผู้สูงอายุ",
            Unit = "สำนักปลัด",
            Conditions = "สัญชาติไทย มีชื่อในทะเบียนบ้านในตำบล และอายุครบ 60 ปี หรือจะครบในปีงบประมาณถัดไป\nยื่นแทนกันได้เมื่อมีหนังสือมอบอำนาจ",
            Steps = [Apply, Check("เจ้าหน้าที่พัฒนาชุมชน", 5), Do("บันทึกข้อมูลและออกใบรับลงทะเบียน", "เจ้าหน้าที่พัฒนาชุมชน", 10), Do("ตรวจซ้ำและลงนาม", "หัวหน้าสำนักปลัด", 5), End("รับใบรับลงทะเบียน")],
            Documents = ["บัตรประจำตัวประชาชน", "ทะเบียนบ้านฉบับเจ้าบ้าน", "สมุดบัญชีธนาคารของผู้มีสิทธิ"],
            Channels = [Counter, "ศาลาประชาคมทุกหมู่บ้านตามวันที่ประกาศ"],
            Laws = ["พระราชบัญญัติผู้สูงอายุ พ.ศ. 2546", "ระเบียบกระทรวงมหาดไทยว่าด้วยการจ่ายเงินเบี้ยยังชีพผู้สูงอายุ"],
            Complain = Complain,
        },
        new()
        {
            Title = "ชำระภาษีที่ดินและสิ่งปลูกสร้าง",
            Unit = "กองคลัง",
            Conditions = "เจ้าของที่ดินหรือสิ่งปลูกสร้างตามหนังสือแจ้งประเมิน ชำระภายในเดือนเมษายน",
            Steps = [new(StepKind.Start, "แสดงหนังสือแจ้งประเมิน", "ผู้เสียภาษี", null), new(StepKind.Decide, "รายการทรัพย์สินถูกต้องหรือไม่", "เจ้าพนักงานจัดเก็บรายได้", new(5, TimeUnit.Minute)) { Yes = "ถูกต้อง", No = "ไม่ถูกต้อง", NoTo = 5 }, Do("รับชำระและออกใบเสร็จ", "เจ้าพนักงานจัดเก็บรายได้", 5), End("รับใบเสร็จ"), new(StepKind.Do, "รับคำขอแก้ไขและนัดสำรวจ", "เจ้าพนักงานจัดเก็บรายได้", new(10, TimeUnit.Minute)), End("รับหนังสือนัด แล้วชำระตามประเมินใหม่")],
            Documents = ["หนังสือแจ้งประเมินภาษี", "ใบเสร็จปีก่อน (ถ้ามี)"],
            Channels = [Counter, "โอนผ่านธนาคารตามเลขอ้างอิงในหนังสือแจ้งประเมิน"],
            Laws = ["พระราชบัญญัติภาษีที่ดินและสิ่งปลูกสร้าง พ.ศ. 2562"],
            Complain = Complain,
        },
        new()
        {
            Title = "ขออนุญาตก่อสร้างอาคาร",
            Unit = "กองช่าง",
            Conditions = "เจ้าของอาคารหรือผู้รับมอบอำนาจ ก่อนลงมือก่อสร้าง",
            Steps =
            [
                Apply, Check("นายช่างโยธา", 30),
                new(StepKind.Do, "ตรวจผังเมืองและสถานที่", "นายช่างโยธา", new(3, TimeUnit.WorkingDay)),
                new(StepKind.Do, "ตรวจแบบและคำนวณโครงสร้าง", "วิศวกรโยธา", new(5, TimeUnit.WorkingDay)),
                new(StepKind.Decide, "แบบถูกต้องตามกฎหมายหรือไม่", "ผู้อำนวยการกองช่าง", new(2, TimeUnit.WorkingDay)) { Yes = "ถูกต้อง", No = "ให้แก้แบบ", NoTo = 1 },
                new(StepKind.Do, "ออกใบอนุญาต", "นายกองค์การบริหารส่วนตำบล", new(5, TimeUnit.WorkingDay)),
                End("ชำระค่าธรรมเนียมและรับใบอนุญาต"),
            ],
            Documents = ["แบบคำขอ ข.1", "แบบแปลน 5 ชุด", "สำเนาโฉนดที่ดิน 1 ชุด", "หนังสือยินยอมของเจ้าของที่ดิน (กรณีไม่ใช่ที่ดินของตน)"],
            Fees = ["ใบอนุญาต ฉบับละ 20 บาท", "ค่าตรวจแบบตามพื้นที่อาคาร"],
            Channels = [Counter],
            Laws = ["พระราชบัญญัติควบคุมอาคาร พ.ศ. 2522 และที่แก้ไขเพิ่มเติม", "กฎกระทรวงกำหนดค่าธรรมเนียม"],
            Complain = Complain,
        },
        new()
        {
            Title = "ขอใช้น้ำประปาหมู่บ้าน",
            Unit = "กองช่าง",
            Conditions = "บ้านที่มีเลขที่ในเขตจ่ายน้ำ และไม่ค้างค่าน้ำ",
            Steps = [Apply, Check("เจ้าหน้าที่ประปา", 10), new(StepKind.Do, "สำรวจจุดวางท่อ", "ช่างประปา", new(1, TimeUnit.WorkingDay)), new(StepKind.Do, "ต่อท่อและติดมาตร", "ช่างประปา", new(2, TimeUnit.WorkingDay)), End("ทดลองเปิดน้ำและลงชื่อรับ")],
            Documents = ["สำเนาทะเบียนบ้าน 1 ฉบับ"],
            Fees = ["ค่าติดตั้งมาตรขนาดครึ่งนิ้ว 600 บาท"],
            Channels = [Counter, Post],
            Laws = ["ข้อบัญญัติองค์การบริหารส่วนตำบล เรื่อง กิจการประปา"],
            Complain = Complain,
        },
        new()
        {
            Title = "แจ้งซ่อมไฟส่องทาง",
            Unit = "กองช่าง",
            Steps = [new(StepKind.Start, "แจ้งจุดที่ไฟดับพร้อมเลขเสา", "ผู้แจ้ง", null), Do("ลงรับเรื่องและนัดวันซ่อม", "ธุรการกองช่าง", 10), new(StepKind.Do, "ซ่อมและถ่ายภาพหลังซ่อม", "ช่างไฟฟ้า", new(2, TimeUnit.WorkingDay)), End("แจ้งผลกลับผู้แจ้ง")],
            Channels = [Counter, "โทร. 0 0000 0001 ตลอด 24 ชั่วโมง"],
            Laws = ["พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537"],
            Complain = Complain,
        },
    ];

    private static readonly ManualContent Unready = new()
    {
        Title = "ขอรับเงินสงเคราะห์ครอบครัวผู้มีรายได้น้อย",
        Unit = "สำนักปลัด",
        Steps = [Apply, Check("เจ้าหน้าที่พัฒนาชุมชน", 10), new(StepKind.Do, "เยี่ยมบ้าน", "", null), End("แจ้งผล")],
    };

    public async Task Load(CancellationToken stop)
    {
        var made = new List<Manual>();
        foreach (var content in All.Append(Unready))
        {
            made.Add((await keep.Save(null, 0, content, stop)).Value);
        }
        try
        {
            foreach (var manual in made.Take(All.Length))
            {
                _ = (await keep.Publish(manual.Id, manual.Version, null, stop)).Value;
            }
        }
        catch (PdfPrintingException trouble)
        {
            Unprinted(log, trouble);
        }
    }

    private static ManualStep Do(string text, string who, int minutes) => new(StepKind.Do, text, who, new(minutes, TimeUnit.Minute));

    private static ManualStep Check(string who, int minutes) => new(StepKind.Decide, "เอกสารครบหรือไม่", who, new(minutes, TimeUnit.Minute)) { Yes = "ครบ", No = "ไม่ครบ", NoTo = 1 };

    private static ManualStep End(string text) => new(StepKind.End, text, "ผู้รับบริการ", null);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The example's manuals were not published: no PDF could be printed.")]
    private static partial void Unprinted(ILogger log, Exception trouble);
}
