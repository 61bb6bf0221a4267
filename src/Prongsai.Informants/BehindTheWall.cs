using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants;

/// <summary>What the wall does when the host asks, telling it of no report.</summary>
internal sealed class BehindTheWall(IOffice office, Recipients recipients, Reports reports, Procedures procedures, Handling handling, Statistics statistics, LookChain looks) : IBehindTheWall
{
    /// <summary>Opens every key of the worked example; the screens of the example say so. Nobody can use it elsewhere: it is not compared with anything.</summary>
    public const string ExamplePassphrase = "ตัวอย่าง-ห้ามใช้จริง-2569";

    private static readonly (string Position, string Role)[] Officers =
        [("นิติกร", Recipients.Handles), ("นักวิชาการตรวจสอบภายใน", Recipients.Handles), ("นักวิชาการพัสดุ", Recipients.Handles), ("หัวหน้าสำนักปลัด", Recipients.Custodian)];

    public async Task<PublicProcedure?> Procedure(CancellationToken stop)
    {
        var rules = await procedures.Current(stop);
        return new PublicProcedure(rules.Version, rules.Lines, rules.Source + (rules.IsUnverified ? " (ยังไม่ยืนยัน)" : ""), rules.AnswerDays, rules.AnswerRule);
    }

    public async Task<string> ProcedureFile(CancellationToken stop) => (await procedures.Current(stop)).Write();

    public async Task<IReadOnlyList<string>> ChangeProcedure(string file, string reason, CancellationToken stop)
    {
        try
        {
            var made = Informants.Procedure.FromFile(file);
            if (made.Faults() is { Count: > 0 } faults)
            {
                return faults;
            }
            return await procedures.Add(made with { Version = (await procedures.Pinned(stop)).Version + 1 }, reason, stop) ? [] : ["มีผู้เพิ่มรุ่นอื่นพร้อมกัน ลองอีกครั้ง"];
        }
        catch (System.Text.Json.JsonException broken)
        {
            return [broken.Message];
        }
    }

    public async Task LoadExample(CancellationToken stop)
    {
        if (!office.IsExample)
        {
            throw new InvalidOperationException("Keys anyone may use are for the worked example alone.");
        }
        var people = await office.People(stop);
        foreach (var (position, role) in Officers)
        {
            await recipients.Appoint(people.First(p => string.Equals(p.Position, position, StringComparison.Ordinal)).Id, "12/2568 (ตัวอย่าง)", role, byOrder: false, stop);
        }
        foreach (var row in (await recipients.Standing(stop)).Where(r => r.PublicKey is null))
        {
            await recipients.MakeKey(row, ExamplePassphrase, stop);
        }
        var engineer = people.First(p => string.Equals(p.Position, "นายช่างโยธา", StringComparison.Ordinal));
        var buyer = people.First(p => string.Equals(p.Position, "นักวิชาการพัสดุ", StringComparison.Ordinal));
        await Report(new FirstAccount("ตัวอย่าง: ถนนสายหนึ่งลงหินคลุกบางกว่าแบบ ผู้แจ้งวัดความหนาเองสามจุด ได้ครึ่งหนึ่งของที่กำหนด", "เดือนที่ผ่านมา", "ถนนสายตัวอย่าง", [engineer.Id], [engineer.Position], [], ""), "looking", "ขอทราบว่าวัดที่จุดใดบ้าง ตอบเท่าที่สะดวก", stop);
        await Report(new FirstAccount("ตัวอย่าง: มีการขอให้ร้านค้าออกใบเสนอราคาแทนกันสองใบ", "", "", [buyer.Id], [buyer.Position], [], ""), null, null, stop);
    }

    public async Task Keep(CancellationToken stop)
    {
        await recipients.EndLapsed(stop);
        await handling.DestroyByRule(stop);
    }

    public async Task<IReadOnlyList<Guid>> Appointed(CancellationToken stop) => [.. (await recipients.Standing(stop)).Select(r => r.PersonId)];

    public async Task<string?> Appoint(Guid person, string orderNumber, bool isCustodian, CancellationToken stop) =>
        await recipients.Appoint(person, orderNumber, isCustodian ? Recipients.Custodian : Recipients.Handles, byOrder: false, stop)
            ? await recipients.Invite((await recipients.Standing(stop)).Single(r => r.PersonId == person), stop)
            : null;

    public async Task<bool> End(Guid person, CancellationToken stop)
    {
        if ((await recipients.Standing(stop)).SingleOrDefault(r => r.PersonId == person) is not { } row)
        {
            return false;
        }
        await recipients.End(row.Id, stop);
        return true;
    }

    public Task<IReadOnlyList<HalfYear>> Statistics(int fiscalYear, CancellationToken stop) => statistics.Of(fiscalYear, reports.Today, stop);

    private async Task Report(FirstAccount account, string? turnedTo, string? said, CancellationToken stop)
    {
        var code = DigitCode.New(DigitCode.ReceiptLength);
        var allowed = await handling.Allowed(await recipients.Handlers(stop), account, stop);
        var report = new NewReport(code, account, [], allowed, await handling.Allowed(await recipients.Custodians(stop), account, stop));
        await reports.Add(report, stop);
        if (turnedTo is null || await reports.Known(report.Id, stop) is not { } row)
        {
            return;
        }
        await handling.Turn(row, row.Procedure.Of(turnedTo), stop);
        await reports.Say(row, "office", System.Text.Encoding.UTF8.GetBytes(said!), Guid.NewGuid(), stop);
        await looks.Note(row.Id, allowed[0].RecipientId, "turned", stop);
        await looks.Note(row.Id, allowed[0].RecipientId, "replied", stop);
    }
}
