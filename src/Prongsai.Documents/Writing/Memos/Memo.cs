using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>One who signs on a memorandum; <see cref="Lines"/> are the position, two when acting for another post.</summary>
public sealed record SignatureOnPaper(string? Name, IReadOnlyList<string> Lines, DateOnly? On, Picture? Drawn);

/// <summary>What a superior said. Verdict is null where it is still to be written: the paper then has empty boxes for ink.</summary>
public sealed record OpinionOnPaper(string Post, bool IsFinal, bool? Agreed, string? Remark, string? SkippedBecause, SignatureOnPaper Signature);

/// <summary>All that a memorandum prints.</summary>
public sealed record MemoOnPaper
{
    public required OrganisationOnPaper Organisation { get; init; }

    /// <summary>Department, organisation and place, as after ส่วนราชการ.</summary>
    public required string Unit { get; init; }

    /// <summary>"สต 32301/12", or the code and a blank before it is given.</summary>
    public required string Number { get; init; }

    public required DateOnly? Date { get; init; }

    public required string Subject { get; init; }

    public required string Addressee { get; init; }

    /// <summary>By key of the layout's sections; empty ones are not printed. A line break begins a paragraph.</summary>
    public required IReadOnlyDictionary<string, string> Sections { get; init; }

    public required SignatureOnPaper Author { get; init; }

    public IReadOnlyList<string> Enclosures { get; init; } = [];

    public IReadOnlyList<OpinionOnPaper> Opinions { get; init; } = [];

    /// <summary>The office's own garuda; null draws a plain outline.</summary>
    public Picture? Garuda { get; init; }

    /// <summary>The QR code, the address it holds, and the fingerprint of the content; null before there is one.</summary>
    public (Picture Code, string Address, string Fingerprint)? Proof { get; init; }

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    public string Font { get; init; } = "TH SarabunIT๙";

    public DateTimeOffset? WrittenAt { get; init; }
}

/// <summary>Builds form 29 of the regulation on saraban work from its content and a layout.</summary>
public static class MemoForm
{
    public static Document Build(MemoOnPaper memo, MemoLayout layout)
    {
        ArgumentNullException.ThrowIfNull(memo);
        ArgumentNullException.ThrowIfNull(layout);
        var t = layout.Texts;
        var blocks = new List<Block>
        {
            new FormHead(memo.Garuda ?? PlainPng.Outline(layout.EmblemCm), t["title"], layout.TitlePoints, layout.TitleLinePoints),
            new FormLine([new(t["unit"], memo.Unit)], layout.LabelPoints),
            new FormLine([new(t["number"], memo.Number), new(t["date"], memo.Date is { } date ? ThaiDate.Long(date) : "")], layout.LabelPoints),
            new FormLine([new(t["subject"], memo.Subject)], layout.LabelPoints),
            new Paragraph([new Run(t["addressee"], Bold: true), new Run("  " + memo.Addressee)], Alignment.Start) { SpaceBeforePoints = 6 },
        };
        foreach (var section in layout.Sections)
        {
            if (memo.Sections.GetValueOrDefault(section.Key)?.Trim() is not { Length: > 0 } text)
            {
                continue;
            }
            if (section.Heading.Length > 0)
            {
                blocks.Add(new Paragraph([new Run(section.Heading, Bold: true)], Alignment.Start, KeepWithNext: true));
            }
            blocks.AddRange(text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new Paragraph(p, firstLineIndentCm: 2.5m)));
        }
        blocks.Add(Signed(memo.Author));
        if (memo.Enclosures.Count > 0)
        {
            blocks.Add(new Paragraph([new Run(t["enclosures"], Bold: true)], Alignment.Start, KeepWithNext: true));
            blocks.AddRange(memo.Enclosures.Select((e, i) => new Paragraph(FormattableString.Invariant($"{i + 1}. {e}"), Alignment.Start, 1.5m, keepWithNext: i < memo.Enclosures.Count - 1)));
        }
        blocks.AddRange(memo.Opinions.Select(o => Opinion(o, t)));
        if (memo.Proof is { } proof)
        {
            blocks.Add(new Proof(proof.Code, [t["proof"], proof.Address, t["proofHow"], "ลายนิ้วมือของเนื้อหา " + proof.Fingerprint]));
        }
        return new Document
        {
            Title = $"{t["title"]} {memo.Subject}",
            Subject = memo.Subject,
            Author = memo.Organisation.Name,
            Digits = memo.Digits,
            Font = memo.Font,
            WrittenAt = memo.WrittenAt,
            Blocks = blocks,
        };
    }

    private static Opinion Opinion(OpinionOnPaper opinion, IReadOnlyDictionary<string, string> t)
    {
        var dots = new string('.', 44);
        if (opinion.SkippedBecause is { } because)
        {
            return new Opinion(t["opinion"] + opinion.Post, [], $"{t["skipped"]} {because}", Signed(opinion.Signature));
        }
        var (agree, refuse) = (t[opinion.IsFinal ? "finalAgree" : "agree"], t[opinion.IsFinal ? "finalRefuse" : "refuse"]);
        return new Opinion(
            t["opinion"] + opinion.Post,
            [new(opinion.Agreed is true, agree), new(opinion.Agreed is false, $"{refuse} {(opinion.Agreed is false ? opinion.Remark : dots)}")],
            opinion.Agreed is true && !string.IsNullOrWhiteSpace(opinion.Remark) ? opinion.Remark : null,
            Signed(opinion.Signature));
    }

    private static Signing Signed(SignatureOnPaper s) =>
        new(s.Drawn, s.Name, s.Lines, s.On is { } on ? ThaiDate.Long(on) : null, s.On is not null);
}
