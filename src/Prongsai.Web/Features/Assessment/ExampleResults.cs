using Prongsai.Web.Platform.Examples;

namespace Prongsai.Web.Features.Assessment;

/// <summary>
/// The two assessed years of the worked example, taken in the way an office takes in its own: the papers of examples/ are read, the planted
/// misprint is corrected with a reason, and both are confirmed.
/// </summary>
internal sealed class ExampleResults(ImportPaper import, CorrectDraft correct, ConfirmDraft confirm) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        foreach (var name in new[] { "thungtawan-2566.txt", "thungtawan-2567.txt" })
        {
            await using var paper = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "examples", name));
            var taken = (await import.Do(paper, name, stop)).Value;
            var draft = (await import.Draft(taken.Id, taken.Reading!.Papers[0].Part, stop)).Value;
            var version = 1;
            if (name.Contains("2567", StringComparison.Ordinal))
            {
                var fixedUp = await correct.Do(draft, version, [new("e1", CorrectDraft.Deed.Set, 87.80m, "ตรวจกับระบบ ITAS แล้ว เอกสารพิมพ์สลับหลัก")], stop);
                version = fixedUp.Value.Version;
            }
            _ = (await confirm.Do(draft, version, null, stop)).Value;
        }
    }
}
