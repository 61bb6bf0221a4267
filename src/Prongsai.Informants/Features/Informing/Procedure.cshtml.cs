using System.Globalization;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>How reports are handled, by when and by which rule, and how many there were.</summary>
internal sealed class ProcedureModel(IOffice office, Statistics statistics, Reports reports, Procedures procedures) : QuietPage
{
    public string Name => office.Name;

    /// <summary>What a report of today comes under.</summary>
    public Prongsai.Informants.Procedure? Rules { get; private set; }

    public IReadOnlyList<HalfYear> Rows { get; private set; } = [];

    public static string Words(int? number) => number switch { null => "น้อยกว่า 5", 0 => "ไม่มี", { } n => n.ToString(CultureInfo.InvariantCulture) };

    public static string Part(int? all, int? number) => all == 0 ? "–" : number?.ToString(CultureInfo.InvariantCulture) ?? "ไม่แยก";

    public async Task OnGet(CancellationToken stop)
    {
        Rules = await procedures.Current(stop);
        var year = reports.Today.Year + 543 + (reports.Today.Month >= 10 ? 1 : 0);
        Rows = [.. await statistics.Of(year, reports.Today, stop), .. (await statistics.Of(year - 1, reports.Today, stop)).Reverse()];
    }
}
