using Prongsai.Informants.Format;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>A page about one report, for who holds a key to it. For everyone else there is no such page: the answer is that of an id nobody has.</summary>
internal abstract class ReportPage(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks) : DeskPage(office, recipients, keys)
{
    public ReportRow? Report { get; private set; }

    protected KeyPair? Talk { get; private set; }

    protected KeyPair? DeskKey { get; private set; }

    protected Reports Reports => reports;

    protected async Task<bool> Find(Guid id, CancellationToken stop)
    {
        Report = Open is null ? null : (await reports.Of(Mine!.Id, stop)).SingleOrDefault(r => r.Id == id);
        if (Report is null || Open!.OpenKey(Report.SealedTalk) is not { } talkKey || Open.OpenKey(Report.SealedDesk!) is not { } deskKey)
        {
            return false;
        }
        (Talk, DeskKey) = (new KeyPair(Report.TalkPublic, talkKey), new KeyPair(Report.DeskPublic, deskKey));
        return true;
    }

    protected Task Note(string kind, CancellationToken stop) => looks.Note(Report!.Id, Mine!.Id, kind, stop);

    /// <summary>A line among the recipients.</summary>
    protected Task Remark(string text, CancellationToken stop) => reports.Say(Report!, "desk", System.Text.Encoding.UTF8.GetBytes(text), Guid.NewGuid(), stop);

    /// <summary>A line to the informant.</summary>
    protected Task Tell(string text, CancellationToken stop) => reports.Say(Report!, "office", System.Text.Encoding.UTF8.GetBytes(text), Guid.NewGuid(), stop);

    /// <summary>A line to the informant and to those whose reports were merged into this one.</summary>
    protected async Task TellAll(string text, CancellationToken stop)
    {
        await Tell(text, stop);
        foreach (var merged in await reports.MergedInto(Report!.Id, stop))
        {
            await reports.Say(merged, "office", System.Text.Encoding.UTF8.GetBytes(text), Guid.NewGuid(), stop);
        }
    }

    protected async Task<FirstAccount> Account(CancellationToken stop) =>
        Opened.Account(await reports.Items(Report!.Id, stop), Report, Talk!) ?? new FirstAccount("", "", "", [], [], [], "");
}
