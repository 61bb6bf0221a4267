using Microsoft.AspNetCore.Http;

namespace Prongsai.Ui;

/// <summary>What the host tells a layout about the organisation, the person and the menus. The layouts know nothing else of the host.</summary>
public sealed record Frame
{
    /// <summary>The short name in the head, e.g. อบต.ทุ่งตะวัน.</summary>
    public string Organisation { get; init; } = "โปร่งใส";

    /// <summary>The name in full, for the footer; the short name when null.</summary>
    public string? OrganisationInFull { get; init; }

    /// <summary>The line under the name on the public side, e.g. the district and province.</summary>
    public string? Place { get; init; }

    /// <summary>Address of the organisation's emblem; null shows the product's neutral drawing.</summary>
    public string? Emblem { get; init; }

    /// <summary>Address of a style sheet with the organisation's own colours; null keeps the product's.</summary>
    public string? Theme { get; init; }

    /// <summary>Where the name in the head leads.</summary>
    public string Home { get; init; } = "/";

    /// <summary>The main menu, in order.</summary>
    public IReadOnlyList<MenuItem> Menu { get; init; } = [];

    /// <summary>Where the search form sends <c>?q=</c>; null shows no search.</summary>
    public string? Search { get; init; }

    /// <summary>Who is signed in; null shows no account menu.</summary>
    public Account? Account { get; init; }

    /// <summary>How many notices the person has not read; shown beside the position.</summary>
    public int Notices { get; init; }

    /// <summary>The data is the worked example; every page says so.</summary>
    public bool IsExample { get; init; }

    /// <summary>Where the office ends the worked example; null for those who may not.</summary>
    public string? ExampleHref { get; init; }

    /// <summary>Columns of the footer on the public side.</summary>
    public IReadOnlyList<FooterColumn> Footer { get; init; } = [];
}

/// <summary>One entry of a menu.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="IsCurrent">The page, or the part of the product, the reader is in.</param>
/// <param name="Items">What stands below it, when it is the head of a group; the office side shows two levels.</param>
public sealed record MenuItem(string Text, string Href, bool IsCurrent = false, IReadOnlyList<MenuItem>? Items = null);

/// <summary>Who is signed in, by position, never by name.</summary>
/// <param name="Position">e.g. นักวิเคราะห์นโยบายและแผน.</param>
/// <param name="Items">Links of the account menu.</param>
/// <param name="SignOut">Where the sign-out form posts (with an antiforgery token).</param>
public sealed record Account(string Position, IReadOnlyList<MenuItem> Items, string SignOut);

/// <summary>One column of the public footer: a heading, then plain lines, then links.</summary>
public sealed record FooterColumn(string Title, IReadOnlyList<string> Lines, IReadOnlyList<MenuItem> Links);

/// <summary>Filled by the host, once per request.</summary>
public interface IFrameSource
{
    /// <summary>The frame of a page of the office side.</summary>
    ValueTask<Frame> Office(HttpContext http);

    /// <summary>The frame of a page of the public side. Must not depend on who is signed in, or the page could not be cached.</summary>
    ValueTask<Frame> Public(HttpContext http);
}

/// <summary>Used where no host has said anything, such as a test of one component.</summary>
internal sealed class NoFrame : IFrameSource
{
    public ValueTask<Frame> Office(HttpContext http) => new(new Frame());

    public ValueTask<Frame> Public(HttpContext http) => new(new Frame());
}
