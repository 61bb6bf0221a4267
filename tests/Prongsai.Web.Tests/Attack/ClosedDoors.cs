using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Attack;

/// <summary>Every endpoint there is, tried by everyone there can be, in two organisations. Endpoints are asked of the running product: a new one is tried without being named here.</summary>
public sealed class ClosedDoors(ClosedDoors.Walked walked) : IClassFixture<ClosedDoors.Walked>
{
    /// <summary>The offices with every page of the administrator's, and every form on them.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal TwoOffices Offices { get; } = new();

        internal List<TwoOffices.Visit> Visits { get; private set; } = [];

        internal List<TwoOffices.Form> Forms { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await Offices.InitializeAsync();
            Visits = await TwoOffices.Crawl(await Offices.Administrator(), "/");
            Forms = TwoOffices.Forms(Visits);
        }

        public ValueTask DisposeAsync() => Offices.DisposeAsync();
    }

    private TwoOffices Offices => walked.Offices;

    [Fact]
    public void Were_all_tried()
    {
        Assert.Empty(walked.Visits.Where(v => (int)v.Answer.Status >= 500).Select(v => $"{v.Path}: {(int)v.Answer.Status}"));
        var met = walked.Visits.Select(v => v.Endpoint).Distinct(StringComparer.Ordinal).Count();
        Assert.True(met >= 90, $"The administrator met only {met} endpoints.");
        Assert.True(walked.Forms.Count >= 60, $"The administrator met only {walked.Forms.Count} forms.");
    }

    /// <summary>Nobody, someone without permissions, each standard role, and for each endpoint someone who may do everything but what it asks for.</summary>
    [Fact]
    public async Task Open_to_nobody_but_who_has_the_permission()
    {
        var product = Offices.Site.Services.GetRequiredService<Product>();
        var stranger = await Offices.Site.Anyone();
        var visitors = new List<(string Who, IReadOnlySet<string> May, Visitor Visitor)> { ("nobody", new HashSet<string>(), await Offices.Site.AsIn(Offices.Example)) };
        foreach (var role in new[] { StandardRoles.Reader, StandardRoles.Officer, StandardRoles.Administrator })
        {
            var permissions = await Offices.Site.QueryIn(Offices.Example, db => db.Roles.Where(r => r.Name == role).Select(r => r.Permissions).FirstAsync());
            visitors.Add((role, product.WithImplied(permissions), await Offices.Site.AsIn(Offices.Example, permissions)));
        }
        var wrong = new List<string>();
        var tried = 0;
        foreach (var endpoint in await Offices.Site.Endpoints())
        {
            var asked = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() : [];
            var policies = asked.Select(a => a.Policy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } said ? said : ["GET", "POST"];
            foreach (var method in methods.Where(m => m is not "HEAD" and not "OPTIONS"))
            {
                var path = walked.Visits.Find(v => v.Endpoint == endpoint.RoutePattern.RawText)?.Path ?? Filled(endpoint.RoutePattern);
                var first = await Ask(stranger, method, path);
                tried++;
                if ((int)first.Status >= 500)
                {
                    wrong.Add($"{method} {path} answered {(int)first.Status} to a stranger");
                }
                if (asked.Count == 0)
                {
                    continue;
                }
                // Whoever comes to / without a session is shown the public home.
                if (!IsTo(first, "/sign-in") && !(path is "/" && method is "GET"))
                {
                    wrong.Add($"{method} {path} answered {(int)first.Status} {first.Location} to a stranger");
                }
                var those = policies.Count == 0 ? visitors : visitors.Append(("who may do all but " + policies[0], product.WithImplied(AllBut(product, policies)), await Offices.Site.AsIn(Offices.Example, AllBut(product, policies))));
                foreach (var (who, may, visitor) in those)
                {
                    var answer = await Ask(visitor, method, path);
                    tried++;
                    // The example oversees nobody, so no role of it opens the oversight of others.
                    var allowed = policies.TrueForAll(p => may.Contains(p) && p is not WhoIsThis.Oversee);
                    if ((int)answer.Status >= 500 || IsTo(answer, "/sign-in") || allowed == IsTo(answer, "/no-permission"))
                    {
                        wrong.Add($"{method} {path} ({string.Join(", ", policies)}) answered {(int)answer.Status} {answer.Location} to {who}");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried > 800, $"Only {tried} requests were tried.");
    }

    /// <summary>What one organisation's administrator sees is asked for by the other's, at the same addresses.</summary>
    [Fact]
    public async Task Show_nothing_of_another_organisation()
    {
        var neighbour = await Offices.NeighboursAdministrator();
        var wrong = new List<string>();
        foreach (var visit in walked.Visits.Where(v => !v.Path.StartsWith("/thung-tawan", StringComparison.Ordinal) && v.Endpoint is not "organisations" and not "/organisations"))
        {
            var answer = await neighbour.Get(visit.Path);
            // The public side of others is open to all; the office is not.
            if ((int)answer.Status >= 500 || (answer.Response.IsSuccessStatusCode && answer.Body.Replace("เช่น องค์การบริหารส่วนตำบลทุ่งตะวัน", "", StringComparison.Ordinal).Replace("เช่น อบต.ทุ่งตะวัน", "", StringComparison.Ordinal).Contains("ทุ่งตะวัน", StringComparison.Ordinal)))
            {
                var at = answer.Body.IndexOf("ทุ่งตะวัน", StringComparison.Ordinal);
                wrong.Add($"{visit.Path} answered {(int)answer.Status}: {(at < 0 ? "" : answer.Body[Math.Max(0, at - 80)..Math.Min(answer.Body.Length, at + 80)])}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>Every form of the example's administrator, sent by the neighbour's administrator with a good token of his own.</summary>
    [Fact]
    public async Task Let_nobody_write_into_another_organisation()
    {
        var neighbour = await Offices.NeighboursAdministrator();
        var token = await TwoOffices.Token(neighbour);
        var before = await Offices.Rows(Offices.Example);
        var wrong = new List<string>();
        foreach (var form in walked.Forms.Where(f => f.Action is not "/sign-out" && !f.Action.StartsWith("/thung-tawan", StringComparison.Ordinal) && !IsOnesOwn(f)))
        {
            // Words of its own: what the neighbour writes into its own papers must not look like the example's to the other tests.
            var own = form with { Fields = [.. form.Fields.Select(f => KeyValuePair.Create(f.Key, f.Value.Replace("ทุ่งตะวัน", "ข้างบ้าน", StringComparison.Ordinal)))] };
            var answer = await TwoOffices.Send(neighbour, own, token);
            if ((int)answer.Status >= 500)
            {
                wrong.Add($"{form.Action} answered {(int)answer.Status}");
            }
        }
        Assert.Empty(await Offices.Changed(Offices.Example, before));
        Assert.Empty(wrong);
    }

    /// <summary>Every form, sent by people of the same organisation who may only read, with a good token of their own.</summary>
    [Fact]
    public async Task Let_nobody_write_who_may_not()
    {
        var nobody = await Offices.Site.AsIn(Offices.Example);
        var token = await TwoOffices.Token(nobody);
        var before = await Offices.Rows(Offices.Example);
        foreach (var form in walked.Forms.Where(f => f.Action is not "/sign-out" && !f.Action.StartsWith("/thung-tawan", StringComparison.Ordinal) && !IsOnesOwn(f)))
        {
            await TwoOffices.Send(nobody, form, token);
        }
        Assert.Empty(await Offices.Changed(Offices.Example, before));
    }

    /// <summary>Every form, sent from another site in the administrator's own browser: with his cookies, without a token; and with another person's token.</summary>
    [Fact]
    public async Task Refuse_what_another_site_sends()
    {
        var administrator = await Offices.Administrator();
        var others = await TwoOffices.Token(await Offices.NeighboursAdministrator());
        var before = await Offices.Rows(Offices.Example);
        var wrong = new List<string>();
        foreach (var form in walked.Forms.Where(f => !f.Action.StartsWith("/thung-tawan", StringComparison.Ordinal)))
        {
            foreach (var token in new[] { null, others, "CfDJ8" })
            {
                var answer = await TwoOffices.Send(administrator, form, token);
                if (answer.Status is not HttpStatusCode.BadRequest)
                {
                    wrong.Add($"{form.Action} answered {(int)answer.Status} {answer.Location}");
                }
            }
        }
        Assert.Empty(wrong);
        Assert.Empty(await Offices.Changed(Offices.Example, before));
    }

    /// <summary>A page may do without a token only where nobody is signed in: on the public side no cookie is read, so another site gains nothing.</summary>
    [Fact]
    public async Task Do_without_a_token_only_on_the_public_side()
    {
        var without = (await Offices.Site.Endpoints())
            .Where(e => e.Metadata.GetMetadata<IgnoreAntiforgeryTokenAttribute>() is not null && e.Metadata.GetMetadata<PublicSideAttribute>() is null)
            .Select(e => e.RoutePattern.RawText);
        // Draws the page that says something failed, and reads nothing.
        Assert.Equal(["problem"], without.Distinct(StringComparer.Ordinal).Select(e => e!.Trim('/')));
    }

    /// <summary>Mass assignment: what a form may set is a list of the page's own, never a row of the database.</summary>
    [Fact]
    public async Task Bind_no_row_of_the_database()
    {
        var rows = await Offices.Site.QueryIn(Offices.Example, db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType).ToHashSet()));
        var bound = new[] { typeof(Contents).Assembly, Assembly.Load("Prongsai.Informants"), Assembly.Load("Prongsai.Ui") }.SelectMany(a => a.GetTypes()).Where(t => t.IsAssignableTo(typeof(PageModel)))
            .SelectMany(t => t.GetProperties().Where(p => p.IsDefined(typeof(BindPropertyAttribute)) || t.IsDefined(typeof(BindPropertiesAttribute))).Select(p => (Where: $"{t.Name}.{p.Name}", Type: p.PropertyType))
                .Concat(t.GetMethods().Where(m => m.Name.StartsWith("On", StringComparison.Ordinal)).SelectMany(m => m.GetParameters().Select(p => (Where: $"{t.Name}.{m.Name}({p.Name})", Type: p.ParameterType)))))
            .ToList();
        Assert.True(bound.Count > 100);
        Assert.Empty(bound.Where(b => Inside(b.Type, []).Any(rows.Contains)).Select(b => b.Where));
    }

    /// <summary>The same in deed: every form of an officer with fields of the rows behind it added.</summary>
    [Fact]
    public async Task Take_no_field_that_the_form_does_not_have()
    {
        var officer = await Offices.Site.AsIn(Offices.Example, "organisation.manage", "people.manage");
        var answer = await officer.Post(
            "/administration/people/add",
            ("Position", "นักวิชาการ"), ("IsInstallationAdministrator", "true"), ("Account.IsInstallationAdministrator", "true"), ("OrganisationId", Offices.Neighbour.ToString()), ("Person.OrganisationId", Offices.Neighbour.ToString()), ("Permissions", "*"));
        Assert.True((int)answer.Status < 500);
        Assert.False(await Offices.Site.QueryIn(Offices.Neighbour, db => db.People.AnyAsync(p => p.Position == "นักวิชาการ")));
        Assert.Equal(0, await Offices.Site.QueryIn(Offices.Example, db => db.Users.CountAsync(a => a.IsInstallationAdministrator)));
    }

    /// <summary>What belongs to one person's session may be kept by no cache.</summary>
    [Fact]
    public void Are_kept_by_no_cache()
    {
        var kept = walked.Visits.Where(v => !v.Path.StartsWith("/thung-tawan", StringComparison.Ordinal) && !v.Path.Contains("/ui/", StringComparison.Ordinal) && v.Answer.Response.IsSuccessStatusCode)
            .Where(v => v.Answer.Response.Headers.CacheControl is not { } cache || !(cache.NoStore || (cache.Private && cache.NoCache)))
            .Where(v => v.Answer.Response.Headers.CacheControl is not { Public: true })
            .Select(v => $"{v.Path}: {v.Answer.Response.Headers.CacheControl}");
        Assert.Empty(kept);
        var open = walked.Visits.Where(v => v.Answer.Response.Headers.CacheControl is { Public: true } && v.Answer.Response.Headers.Contains("Set-Cookie")).Select(v => v.Path);
        Assert.Empty(open);
    }

    /// <summary>Bytes of people are downloads by type, guessed at by no browser, and run nothing in the site's origin.</summary>
    [Fact]
    public void Hand_out_files_that_run_nothing()
    {
        var files = walked.Visits.Where(v => v.Answer.Response.IsSuccessStatusCode && !v.Path.Contains("/ui/", StringComparison.Ordinal) && v.ContentType is not ("text/html" or "" or "text/css" or "text/javascript" or "font/woff2")).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal("nosniff", string.Join(' ', file.Answer.Response.Headers.GetValues("X-Content-Type-Options")));
            var policy = string.Join(' ', file.Answer.Response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.True(file.ContentType is not ("image/svg+xml" or "application/xhtml+xml" or "text/xml") || policy.Contains("sandbox", StringComparison.Ordinal), $"{file.Path} is {file.ContentType} outside a sandbox.");
        }
    }

    /// <summary>Forms about one's own account: whoever sends them acts on his own, and a session that ended sends no more.</summary>
    private static bool IsOnesOwn(TwoOffices.Form form) => form.Action.StartsWith("/account", StringComparison.Ordinal);

    private static async Task<Answer> Ask(Visitor visitor, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new FormUrlEncodedContent([]);
        }
        return await Answer.Of(await visitor.Http.SendAsync(request));
    }

    private static bool IsTo(Answer answer, string page) => answer.Status is HttpStatusCode.Redirect && answer.Location?.StartsWith(page, StringComparison.Ordinal) == true;

    /// <summary>Every permission but these and those that imply them.</summary>
    private static string[] AllBut(Product product, List<string> policies) =>
        [.. product.Permissions.Select(p => p.Name).Where(p => !policies.Exists(product.WithImplied([p]).Contains))];

    /// <summary>An address of an endpoint that the example leads to from nowhere.</summary>
    private static string Filled(RoutePattern pattern)
    {
        var parts = pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => Value(parameter),
            _ => "",
        })));
        return "/" + string.Join('/', parts);

        static string Value(RoutePatternParameterPart parameter)
        {
            var constraints = parameter.ParameterPolicies.Select(p => p.Content ?? "").ToList();
            return constraints.Contains("guid") ? "01234567-89ab-7def-8123-456789abcdef"
                : constraints.Contains("int") || constraints.Contains("long") ? parameter.Name is "year" ? "2567" : "6"
                : constraints.Exists(c => c.Contains("docx", StringComparison.Ordinal)) ? "pdf"
                : constraints.Contains("length(8)") ? "abcdefgh"
                : parameter.Name is "year" ? "2567"
                : "x";
        }
    }

    private static IEnumerable<Type> Inside(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }
        yield return type;
        foreach (var inner in type.GetGenericArguments().Concat(type.HasElementType ? [type.GetElementType()!] : []).Concat(
            type.Assembly.GetName().Name is { } name && name.StartsWith("Prongsai", StringComparison.OrdinalIgnoreCase) && !type.IsAssignableTo(typeof(PageModel)) && !type.IsAssignableTo(typeof(DbContext))
                ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => p.PropertyType) : []))
        {
            foreach (var deeper in Inside(inner, seen))
            {
                yield return deeper;
            }
        }
    }
}
