using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>What is protected and what is not, before anything is typed.</summary>
internal sealed class IndexModel(IOffice office, Recipients recipients) : QuietPage
{
    public string Name => office.Name;

    public bool IsExample => office.IsExample;

    public IReadOnlyList<(string Position, string Order)> Recipients { get; private set; } = [];

    public IReadOnlyList<string> Custodians { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var orders = (await recipients.Standing(stop)).ToDictionary(r => r.Id, r => r.OrderNumber);
        Recipients = [.. (await recipients.Handlers(stop)).Select(h => (h.Position, orders[h.RecipientId]))];
        Custodians = [.. (await recipients.Custodians(stop)).Select(h => h.Position)];
    }
}
