using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Assessment.Sheets;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>One figure: what stands in the paper, what the rules say, and which value counts.</summary>
[Authorize("assessment.write")]
internal sealed class ValueModel(AppDbContext db, RulebookSet rules, CorrectDraft correct) : DraftPage(db, rules)
{
    public const string Keep = "keep";
    public const string Own = "own";
    public const string Drop = "drop";

    [BindProperty(SupportsGet = true)]
    public string TargetName { get; set; } = "";

    /// <summary>keep, own, drop, or the suggested value itself.</summary>
    [BindProperty]
    public string? Choice { get; set; }

    [BindProperty]
    public string? OwnValue { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(Draft.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public DraftFigure? Figure { get; private set; }

    public bool IsLevel => TargetName == Target.Level;

    /// <summary>Candidates that read this figure differently, best first, one per value.</summary>
    public IReadOnlyList<(Reading Reading, Suspect Suspect)> Suggestions { get; private set; } = [];

    public SheetModel? Paper { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        Version = Draft.Version;
        OwnValue = IsLevel ? Draft.Level : Figure?.State is FigureState.Corrected or FigureState.Added ? Numbers.Score(Figure.Value) : null;
        Choice = IsLevel || Figure is null || Figure.State is FigureState.Corrected or FigureState.Added ? Own
            : Suggestions.Count > 0 && Figure.State is FigureState.Read ? Suggestions[0].Reading.Suggested.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : Figure.State is FigureState.Dropped ? Drop
            : Keep;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        if (IsLevel)
        {
            var set = await correct.Level(Id, Version, OwnValue, stop);
            return set.Refusal is { } no ? await Refused(no, nameof(OwnValue), stop) : Next("บันทึกระดับแล้ว");
        }
        var input = Choice switch
        {
            Keep => new CorrectDraft.Input(TargetName, CorrectDraft.Deed.Keep, null, Reason),
            Drop => new CorrectDraft.Input(TargetName, CorrectDraft.Deed.Drop, null, Reason),
            Own when ScoreText.TryRead(OwnValue, out var typed) => new CorrectDraft.Input(TargetName, CorrectDraft.Deed.Set, typed, Reason),
            Own => null,
            _ when decimal.TryParse(Choice, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var suggested)
                => new CorrectDraft.Input(TargetName, CorrectDraft.Deed.Set, suggested, Reason),
            _ => null,
        };
        // A suggestion made of several readings only explains anything when all are taken.
        var together = input is { Deed: CorrectDraft.Deed.Set } && Choice is not Own
            ? Suggestions.FirstOrDefault(s => s.Reading.Suggested == input.Value).Suspect?.Readings.Where(r => r.Target != TargetName).Select(r => new CorrectDraft.Input(r.Target, CorrectDraft.Deed.Set, r.Suggested, Reason)).ToList() ?? []
            : [];
        if (input is null)
        {
            var (field, text) = Choice is Own ? (nameof(OwnValue), new NotAScore().Text) : (nameof(Choice), "เลือกว่าจะใช้ค่าใด");
            ModelState.AddModelError(field, text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var result = await correct.Do(Id, Version, [input, .. together], stop);
        if (result.Refusal is { } refusal)
        {
            var answer = await Refused(refusal, refusal is NotAScore ? nameof(OwnValue) : nameof(Choice), stop);
            await Prepare(stop);
            Version = Draft.Version;
            ModelState.Remove(nameof(Version));
            return answer;
        }
        return Next($"บันทึก {NameOf(TargetName)} แล้ว");
    }

    private RedirectResult Next(string done)
    {
        TempData.Done(done);
        return Redirect($"/assessment/drafts/{Id}#calc");
    }

    private async Task<bool> Prepare(CancellationToken stop)
    {
        if (!await Load(stop, withSource: true) || Draft.State is not DraftState.Open || (!IsLevel && !Targets.Of(Rulebook).Contains(TargetName)))
        {
            return false;
        }
        Figure = Draft.Figure(TargetName);
        Suggestions = [.. Verification.Suspects.OrderBy(s => s.Rank)
            .SelectMany(s => s.Readings.Where(r => r.Target == TargetName).Select(r => (r, s)))
            .DistinctBy(x => x.r.Suggested).Take(4)];
        var place = IsLevel ? Draft.LevelPlace : Figure?.Place;
        if (Import?.Source is { } source && place is not null)
        {
            Paper = new SheetModel(Sheet.Of(source, Draft.Figures, new HashSet<string>(StringComparer.Ordinal) { TargetName }, Sheet.PageOf(source, place)), target => $"/assessment/drafts/{Id}/values/{target}");
        }
        return true;
    }
}
