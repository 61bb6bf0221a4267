namespace Prongsai.Documents.Writing.Memos;

/// <summary>A picture in a paper: PNG or JPEG, its size on paper, and what it shows in words (alt text).</summary>
public sealed record Picture(byte[] Content, string ContentType, decimal WidthCm, decimal HeightCm, string Text);

/// <summary>
/// A block of an official form (แบบที่ ๒๙). A paper that holds one is laid out as a memorandum: garuda at 1.5 cm from the edge, page
/// number at the head from the second page on, no page number at the foot.
/// </summary>
public abstract record FormBlock : Block;

/// <summary>The emblem at the left and the form's title in the middle.</summary>
public sealed record FormHead(Picture Emblem, string Title, decimal TitlePoints, decimal TitleLinePoints) : FormBlock;

/// <summary>A line of the head: labels in bold, what was filled in, dots to the end.</summary>
public sealed record FormLine(IReadOnlyList<FormField> Fields, decimal LabelPoints) : FormBlock;

public sealed record FormField(string Label, string Value);

/// <summary>
/// A place where somebody signed or will: the drawn signature or a dotted line, the name in brackets, position lines (an acting person has
/// two), the date.
/// </summary>
public sealed record Signing(Picture? Drawn, string? Name, IReadOnlyList<string> Lines, string? On, bool SignedHere) : FormBlock;

/// <summary>The opinion of one superior: heading, tick boxes, the remark, the signature. Not broken across pages.</summary>
public sealed record Opinion(string Heading, IReadOnlyList<OpinionChoice> Choices, string? Remark, Signing Signing) : FormBlock;

public sealed record OpinionChoice(bool Ticked, string Text);

/// <summary>The first words of the next page at the foot of this one (คำต่อ), and the end of the page.</summary>
public sealed record ContinuedOn(string Words) : FormBlock;

/// <summary>How the paper is proved genuine: a QR code and the words beside it.</summary>
public sealed record Proof(Picture Code, IReadOnlyList<string> Lines) : FormBlock;

/// <summary>A picture alone on its page, as large as it says.</summary>
public sealed record PicturePage(Picture Picture) : FormBlock;
