using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Assessment.Sheets;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>The paper beside its figures as the rules compute them; what does not agree, and what to do about it.</summary>
[Authorize("assessment.write")]
internal sealed class ShowModel(AppDbContext db, RulebookSet rules, CorrectDraft correct) : DraftPage(db, rules)
{
    /// <summary>In the form of a problem: the paper is right as it is.</summary>
    public const string Keep = "keep";

    /// <summary>Page of the document, from 1; 0 turns to the page that matters most.</summary>
    [BindProperty(SupportsGet = true, Name = "sheet")]
    public int SheetNumber { get; set; }

    /// <summary>A figure to turn to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>A way to read the paper, as <see cref="Problem.ValueOf"/> writes it, or <see cref="Keep"/>.</summary>
    [BindProperty]
    public string? Choice { get; set; }

    /// <summary>The problem the choice is about.</summary>
    [BindProperty]
    public int Number { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(Draft.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public SheetModel? Sheet { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Figures the year's rules have and the draft lacks: total and indicators.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>What the paper prints that cannot be a score.</summary>
    public IReadOnlyList<(string Target, decimal Printed, Place At)> Impossible { get; private set; } = [];

    /// <summary>What the reader noticed: names that differ, codes printed twice.</summary>
    public IReadOnlyList<ReadProblem> Noticed { get; private set; } = [];

    /// <summary>Every question and item row of the paper, as printed; those whose code was used for another row too.</summary>
    public IReadOnlyList<PaperRow> Rows { get; private set; } = [];

    internal sealed record PaperRow(string Code, string Text, decimal? Score, bool IsUsed, string? Note, Place At);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        Version = Draft.Version;
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
        Result<Draft>? done = Choice switch
        {
            Keep when Problems.FirstOrDefault(p => p.Number == Number) is { } problem =>
                await correct.Do(Id, Version, [.. problem.Targets.Select(t => new CorrectDraft.Input(t, CorrectDraft.Deed.Keep, null, Reason))], stop),
            not (null or "") when Inputs() is { Count: > 0 } inputs => await correct.Do(Id, Version, inputs, stop),
            not null when Choice.StartsWith(Target.Level + "=", StringComparison.Ordinal) && Rulebook.Levels.FirstOrDefault(l => l.Code == Choice[(Target.Level.Length + 1)..]) is { } level =>
                await correct.Level(Id, Version, level.Name, stop),
            _ => (Result<Draft>?)null,
        };
        if (done is not { } result)
        {
            ModelState.AddModelError("", "เลือกค่าที่จะใช้ก่อนบันทึก");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        if (result.Refusal is { } refusal)
        {
            ModelState.Remove(nameof(Version));
            var answer = await Refused(refusal, "", stop);
            await Prepare(stop);
            Version = Draft.Version;
            return answer;
        }
        TempData.Done(Choice is Keep ? "คงค่าตามเอกสารแล้ว" : "ใช้ค่าที่เลือกแล้ว", "ตัวเลขด้านล่างคำนวณใหม่ทั้งหมด");
        return Redirect($"/assessment/drafts/{Id}#calc");
    }

    private List<CorrectDraft.Input> Inputs()
    {
        var inputs = new List<CorrectDraft.Input>();
        foreach (var part in (Choice ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !decimal.TryParse(part.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score))
            {
                return [];
            }
            inputs.Add(new(part[..at], CorrectDraft.Deed.Set, score, Reason));
        }
        return inputs;
    }

    private async Task<bool> Prepare(CancellationToken stop)
    {
        if (!await Load(stop, withSource: true))
        {
            return false;
        }
        Problems = Problem.Of(Verification, Draft);
        var suspects = Problems.SelectMany(p => p.Best.Readings).Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
        var known = Targets.Of(Rulebook);
        Missing = [.. Rulebook.Indicators.Select(i => Target.Indicator(i.No)).Append(Target.Total).Where(t => known.Contains(t) && Draft.Figure(t)?.Value is null)];
        if (ReadPaper is { } paper)
        {
            Impossible = [.. All(paper).Where(x => x.Score is < 0 or > 100 && Draft.Figure(x.Target)?.Value is null).Select(x => (x.Target, x.Score!.Value, x.At))];
            Noticed = [.. (Import!.Reading?.Problems ?? []).Concat(paper.Problems).DistinctBy(p => p.Message)];
            Rows = RowsOf(paper);
        }
        if (Import?.Source is { Blocks.Count: > 0 } source)
        {
            if (SheetNumber <= 0 || At is not null)
            {
                var figure = Draft.Figure(At ?? "") ?? Draft.Figures.FirstOrDefault(f => suspects.Contains(f.Target) && f.Place is not null) ?? Draft.Figures.FirstOrDefault(f => f.Place is not null);
                SheetNumber = figure?.Place is { } place ? Sheets.Sheet.PageOf(source, place) : 1;
            }
            Sheet = new SheetModel(Sheets.Sheet.Of(source, Draft.Figures, suspects, SheetNumber), target => $"/assessment/drafts/{Id}/values/{target}");
        }
        return true;
    }

    private static IEnumerable<(string Target, decimal? Score, Place At)> All(Paper paper) =>
        (paper.Total is { } total ? new[] { (Target.Total, (decimal?)total.Value, total.At) } : [])
            .Concat(paper.Tools.Select(t => (t.Key, (decimal?)t.Value.Value, t.Value.At)))
            .Concat(paper.Indicators.Select(i => (Target.Indicator(i.No), i.Score, i.At)))
            .Concat(paper.Questions.Select(q => (q.Code, q.Score, q.At)))
            .Concat(paper.Items.Select(i => (i.Code, i.Score, i.At)));

    private List<PaperRow> RowsOf(Paper paper)
    {
        var rows = paper.Questions.Select(q => Row(q.Code, q.Text, q.Score, null, q.At)).ToList();
        rows.AddRange(paper.Items.Select(i =>
        {
            // A title of another item says more than the code beside it, which is one letter and a number.
            var titled = i.Kind is null ? null : Rulebook.Items.FirstOrDefault(r => r.Kind == i.Kind || r.AlsoKinds.Contains(i.Kind));
            var isOwn = Rulebook.FindItem(i.Code) is { } here && Bare(here.Title) == Bare(i.Title);
            var note = isOwn ? null : titled is not null && titled.Code != i.Code ? $"ชื่อนี้เป็นของข้อ {titled.Code} ในหลักเกณฑ์"
                : i.Kind is null && Rulebook.FindItem(i.Code) is { } own ? $"ข้อ {own.Code} ในหลักเกณฑ์ชื่อ {own.Title}"
                : null;
            return Row(i.Code, i.Title, i.Score, note, i.At);
        }));
        return rows;
    }

    private static string Bare(string title) => title.Replace(" ", "", StringComparison.Ordinal);

    private PaperRow Row(string code, string text, decimal? score, string? note, Place at) =>
        new(code, text, score, Draft.Figure(code)?.Place is { } used && used == at, note, at);
}
