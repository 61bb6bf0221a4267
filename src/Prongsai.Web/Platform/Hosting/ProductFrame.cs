using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>Tells the layouts whose pages these are, what the menus hold and who is signed in.</summary>
internal sealed class ProductFrame(Product product, CurrentOrganisation organisation, CurrentPerson person, Inbox.Notices notices, PublicContent content) : IFrameSource
{
    /// <summary>Where the worked example ends and the office's own work begins.</summary>
    public const string Begin = "/administration/begin";

    public async ValueTask<Frame> Office(HttpContext http)
    {
        var here = http.Request.Path;
        var entries = product.Menu.Where(m => m.Permission is null || person.May(m.Permission)).OrderBy(m => m.Order).ToList();
        var current = entries.Where(m => IsIn(here, m.Address)).MaxBy(m => m.Address.Length);
        var unread = person.PersonId is { } id ? await notices.Unread(id, http.RequestAborted) : 0;
        return new Frame
        {
            Organisation = organisation.IsKnown ? organisation.Card.ShortName : "โปร่งใส",
            OrganisationInFull = organisation.IsKnown ? organisation.Card.Name : null,
            Menu = person.AccountId is null ? [] : Grouped(entries, current),
            Account = person.AccountId is null ? null : new Ui.Account(person.Position, AccountMenu(unread), "/sign-out"),
            Notices = unread,
            ExampleHref = organisation.IsKnown && organisation.Card.IsExample ? Begin : null,
        };
    }

    public async ValueTask<Frame> Public(HttpContext http)
    {
        if (http.Features.Get<PublicOrganisation>() is not { } found)
        {
            return new Frame();
        }
        // A page that says something failed asks nothing more of the database.
        var face = organisation.IsKnown ? await content.Face(http.RequestAborted) : new SiteFace();
        var (card, root) = (found.Card, http.Request.PathBase.ToUriComponent());
        return new Frame
        {
            Organisation = card.ShortName,
            OrganisationInFull = card.Name,
            Place = Place(card),
            Emblem = card.SealFileId is { } seal ? $"{root}/seal/{seal:N}" : null,
            Home = root + "/",
            Menu = [.. product.PublicMenu.OrderBy(m => m.Order).Select(m => new MenuItem(m.Title, root + m.Address, IsIn(http.Request.Path, m.Address)))],
            // The public is told, but cannot end the example.
            IsExample = card.IsExample,
            Theme = face.Colour == SiteFace.UsualColour ? null : $"{root}/theme/{face.Colour[1..]}.css",
            Footer =
            [
                new FooterColumn(card.Name, face.Address.Length > 0 ? [face.Address, .. face.Hours.Length > 0 ? new[] { face.Hours } : []] : Place(card) is { } place ? [place] : [], Channels(face, root)),
                new FooterColumn("เกี่ยวกับเว็บไซต์นี้", [], [.. product.PublicFooter.OrderBy(m => m.Order).Select(m => new MenuItem(m.Title, root + m.Address))]),
                // Not below the organisation's path: the session is of the whole installation.
                new FooterColumn("สำหรับเจ้าหน้าที่", [], [new MenuItem("เข้าสู่ระบบ", "/sign-in")]),
            ],
        };
    }

    /// <summary>Few entries stand in one row; many are grouped, and a group that holds one is that one.</summary>
    private static List<MenuItem> Grouped(List<MenuEntry> entries, MenuEntry? current)
    {
        MenuItem One(MenuEntry entry) => new(entry.Title, entry.Address, entry == current);
        if (entries.Count <= MostInOneRow)
        {
            return [.. entries.Select(One)];
        }
        return [.. entries.GroupBy(m => m.Group).OrderBy(g => g.Key).Select(g => g.ToList() is [var only] ? One(only) : new MenuItem(Title(g.Key), g.First().Address, g.Contains(current), [.. g.Select(One)]))];
    }

    /// <summary>What fits beside one another at 1280 px.</summary>
    private const int MostInOneRow = 9;

    private static string Title(MenuGroup group) => group switch
    {
        MenuGroup.Desk => "โต๊ะทำงาน",
        MenuGroup.Year => "วงรอบการประเมิน",
        MenuGroup.Papers => "หนังสือและคำสั่ง",
        MenuGroup.Public => "เปิดเผยและรับฟัง",
        MenuGroup.System => "ดูแลระบบ",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Not a group of the menu."),
    };

    private List<MenuItem> AccountMenu(int unread)
    {
        var items = new List<MenuItem>();
        if (person.PersonId is not null)
        {
            items.Add(new(unread > 0 ? $"แจ้งเตือน ({unread})" : "แจ้งเตือน", "/notices"));
            items.Add(new("บัญชีของฉัน", "/account"));
        }
        if (person.Organisations.Count > 1)
        {
            items.Add(new("เปลี่ยนองค์กร", "/choose-organisation"));
        }
        return items;
    }

    private static List<MenuItem> Channels(SiteFace face, string root)
    {
        var links = new List<MenuItem>();
        if (face.Phone.Length > 0)
        {
            links.Add(new MenuItem($"โทร. {face.Phone}", $"tel:{face.Phone.Replace(" ", "", StringComparison.Ordinal)}"));
        }
        if (face.Email.Length > 0)
        {
            links.Add(new MenuItem(face.Email, $"mailto:{face.Email}"));
        }
        links.Add(new MenuItem("ช่องทางติดต่อทั้งหมด", $"{root}/info/contact"));
        return links;
    }

    private static string? Place(OrganisationCard card) => (card.District, card.Province, card.Kind) switch
    {
        ("", "", _) => null,
        ("", var province, _) => $"จังหวัด{province}",
        (var district, "", _) => $"อำเภอ{district}",
        var (district, province, _) => $"อำเภอ{district} จังหวัด{province}",
    };

    private static bool IsIn(PathString here, string address) => address is "/" ? here == "/" || here == FrontDoor.Home : here.StartsWithSegments(address, StringComparison.Ordinal);
}
