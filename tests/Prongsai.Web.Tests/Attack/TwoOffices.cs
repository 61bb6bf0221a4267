using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Attack;

/// <summary>
/// One installation with two organisations: the worked example, full of rows, and a neighbour with a full administrator and nothing to see.
/// Attacks walk through it as a crawler does, so that a page, a form or a download which comes later is attacked without being named here.
/// </summary>
public sealed class TwoOffices : IAsyncLifetime
{
    /// <summary>What one page of the product led to.</summary>
    /// <param name="Path">As asked for.</param>
    /// <param name="Endpoint">The pattern of the endpoint that answered, before any error page.</param>
    /// <param name="Answer">What came back.</param>
    internal sealed record Visit(string Path, string Endpoint, Answer Answer)
    {
        public string ContentType => Answer.Response.Content.Headers.ContentType?.MediaType ?? "";
    }

    /// <summary>A form as it stands on a page.</summary>
    internal sealed record Form(string Page, string Action, bool IsMultipart, IReadOnlyList<KeyValuePair<string, string>> Fields);

    internal const string EndpointHeader = "X-Test-Endpoint";

    /// <summary>Addresses of one endpoint that the crawler follows at most.</summary>
    private const int PerEndpoint = 4;

    internal Site Site { get; } = new(withOrganisation: false, product => product.ServiceActions.Add(s => s.AddSingleton<IStartupFilter, NameTheEndpoint>()));

    /// <summary>The organisation with everything in it; its public side is below /thung-tawan.</summary>
    internal Guid Example { get; private set; }

    internal Guid Neighbour { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Site.Ready();
        await FirstStart.Run(Site.Services, CancellationToken.None);
        Example = (await Site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0].Id;
        Neighbour = await Site.AddOrganisation("อบต.ข้างบ้าน", "khang-ban");
        await Site.RunJobs();
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>May do everything in the example's organisation.</summary>
    internal Task<Visitor> Administrator() => Site.AsIn(Example, Product.Everything);

    /// <summary>May do everything next door.</summary>
    internal Task<Visitor> NeighboursAdministrator() => Site.AsIn(Neighbour, Product.Everything);

    /// <summary>Follows every link from these addresses, some of each endpoint.</summary>
    internal static async Task<List<Visit>> Crawl(Visitor visitor, params string[] from)
    {
        var visits = new List<Visit>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(from);
        var ofEndpoint = new Dictionary<string, int>(StringComparer.Ordinal);
        var ofShape = new Dictionary<string, int>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            var shape = Shape(path);
            if (!seen.Add(path) || ofShape.GetValueOrDefault(shape) >= PerEndpoint)
            {
                continue;
            }
            var answer = await visitor.Get(path);
            var endpoint = answer.Response.Headers.TryGetValues(EndpointHeader, out var named) ? Uri.UnescapeDataString(named.First()) : "";
            ofShape[shape] = ofShape.GetValueOrDefault(shape) + 1;
            ofEndpoint[endpoint] = ofEndpoint.GetValueOrDefault(endpoint) + 1;
            visits.Add(new Visit(path, endpoint, answer));
            if (answer.Location is { } to && to.StartsWith('/'))
            {
                waiting.Enqueue(to);
            }
            if (answer.Response.Content.Headers.ContentType?.MediaType is not "text/html")
            {
                continue;
            }
            foreach (var link in answer.Document.QuerySelectorAll("a[href], link[href], img[src], script[src], form[method=get]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? e.GetAttribute("action")).OfType<string>())
            {
                var local = link.Split('#')[0];
                if (local.StartsWith('/') && !local.StartsWith("//", StringComparison.Ordinal) && !local.StartsWith("/sign-out", StringComparison.Ordinal))
                {
                    waiting.Enqueue(local);
                }
                else if (local.StartsWith('?'))
                {
                    waiting.Enqueue(path.Split('?')[0] + local);
                }
            }
        }
        return visits;
    }

    /// <summary>Every POST form of these pages, alike ones once.</summary>
    internal static List<Form> Forms(IEnumerable<Visit> visits)
    {
        var forms = new List<Form>();
        var alike = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var visit in visits.Where(v => v.ContentType is "text/html"))
        {
            foreach (var form in visit.Answer.Document.QuerySelectorAll<IHtmlFormElement>("form[method=post]"))
            {
                var action = form.GetAttribute("action") is { Length: > 0 } said ? said : visit.Path;
                var fields = new List<KeyValuePair<string, string>>();
                foreach (var element in form.Elements)
                {
                    var value = element switch
                    {
                        IHtmlInputElement { Type: "file" } => null,
                        IHtmlInputElement { Type: "checkbox" or "radio" } choice => choice.HasAttribute("value") ? choice.Value : "on",
                        IHtmlInputElement { Value: "" } input => input.Type is "date" ? "2025-01-01" : "1",
                        IHtmlInputElement input => input.Value,
                        IHtmlTextAreaElement area => area.Value.Length > 0 ? area.Value : "ทดสอบ",
                        IHtmlSelectElement select => select.Value is { Length: > 0 } chosen ? chosen : select.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0),
                        IHtmlButtonElement { Name.Length: > 0 } button => button.Value,
                        _ => null,
                    };
                    if (value is not null && element.GetAttribute("name") is { Length: > 0 } name && name is not "__RequestVerificationToken" && !fields.Exists(f => f.Key == name && f.Value == value))
                    {
                        fields.Add(KeyValuePair.Create(name, value));
                    }
                }
                var key = Shape(action.Split('?')[0]) + "?" + string.Join('&', (action.Split('?') is [_, var query] ? query.Split('&').Select(q => q.Split('=')[0] is "handler" ? q : q.Split('=')[0]) : []).Concat(fields.Select(f => f.Key).Distinct(StringComparer.Ordinal)));
                alike[key] = alike.GetValueOrDefault(key) + 1;
                if (alike[key] <= 2)
                {
                    forms.Add(new Form(visit.Path, action, form.GetAttribute("enctype") is "multipart/form-data", fields));
                }
            }
        }
        return forms;
    }

    /// <summary>The token of this visitor, from a page that everyone signed in may open.</summary>
    internal static async Task<string> Token(Visitor visitor) =>
        (await visitor.Get("/sign-out")).Document.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;

    /// <summary>Posts a form somebody else's page showed.</summary>
    internal static async Task<Answer> Send(Visitor visitor, Form form, string? token, params (string Name, string Value)[] besides)
    {
        var fields = form.Fields.Concat(besides.Select(b => KeyValuePair.Create(b.Name, b.Value))).Concat(token is null ? [] : [KeyValuePair.Create("__RequestVerificationToken", token)]).ToList();
        if (!form.IsMultipart)
        {
            using var plain = new FormUrlEncodedContent(fields);
            return await Answer.Of(await visitor.Http.PostAsync(new Uri(form.Action, UriKind.Relative), plain));
        }
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            parts.Add(new StringContent(value), name);
        }
        return await Answer.Of(await visitor.Http.PostAsync(new Uri(form.Action, UriKind.Relative), parts));
    }

    /// <summary>A digest of every row of an organisation, table by table.</summary>
    internal async Task<Dictionary<string, string>> Rows(Guid organisation)
    {
        await using var connection = new NpgsqlConnection(Site.OwnerConnection);
        await connection.OpenAsync();
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in await Tables(connection))
        {
            await using var digest = new NpgsqlCommand($"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t where organisation_id = $1", connection) { Parameters = { new() { Value = organisation } } };
            digests.Add(table, (string)(await digest.ExecuteScalarAsync())!);
        }
        await using var own = new NpgsqlCommand("select md5(o::text) from organisations o where id = $1", connection) { Parameters = { new() { Value = organisation } } };
        digests.Add("organisations", (string)(await own.ExecuteScalarAsync())!);
        return digests;
    }

    /// <summary>The tables whose rows changed, but for those named.</summary>
    internal async Task<List<string>> Changed(Guid organisation, Dictionary<string, string> before, params string[] but)
    {
        var after = await Rows(organisation);
        return [.. after.Where(t => before[t.Key] != t.Value && !but.Contains(t.Key, StringComparer.Ordinal)).Select(t => t.Key)];
    }

    /// <summary>
    /// Puts hostile text before and behind everything Thai that the example's organisation keeps, past the product, as an import, an older
    /// version or a careless migration could have left it. What the database itself refuses is left as it was.
    /// </summary>
    /// <returns>How many columns took it.</returns>
    internal async Task<int> Plant(string before, string behind)
    {
        await using var connection = new NpgsqlConnection(Site.OwnerConnection);
        await connection.OpenAsync();
        await Execute(connection, "set session_replication_role = replica");
        var columns = new List<(string Table, string Column, string Type)>();
        await using (var list = new NpgsqlCommand(
            """
            select table_name::text, column_name::text, data_type::text from information_schema.columns
            where table_schema = 'public' and is_generated = 'NEVER' and data_type in ('text', 'character varying', 'jsonb', 'json') and table_name in (select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE')
              and table_name in (select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id')
            """,
            connection))
        await using (var rows = await list.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                columns.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
            }
        }
        var planted = 0;
        // The page of an edition is kept as it was written by the product, out of texts it encoded then: nobody's words come into it afterwards.
        foreach (var (table, column, type) in columns.Where(c => c is not { Table: "editions", Column: "html" }))
        {
            var text = type is not ("jsonb" or "json");
            var always = text && column is "name" && table is "files";
            var to = text
                ? "$1 || c || $2"
                : $"""regexp_replace(regexp_replace(c::text, '"([ก-๙])', '"' || $1 || '\1', 'g'), '([ก-๙])"(?!\s*:)', '\1' || $2 || '"', 'g')::{type}""";
            var sql = $"update {table} t set {column} = {to.Replace("c::text", $"{column}::text", StringComparison.Ordinal).Replace("|| c ||", $"|| {column} ||", StringComparison.Ordinal)} where organisation_id = $3 and ({(always ? "true" : $"{column}::text ~ '[ก-๙]'")})";
            planted += await Try(connection, sql, text ? before : Json(before), text ? behind : Json(behind), Example) ? 1 : 0;
            if (text)
            {
                await Try(connection, $"update {table} t set {column} = $1 where {column} like 'http%' and organisation_id = $2", "javascript:probe()", Example);
            }
        }
        await Try(connection, "update organisations set name = $1 || name || $2, short_name = $1 || short_name || $2, district = $1 || district || $2, province = province || $2 where id = $3", before, behind, Example);
        Site.Services.GetRequiredService<OrganisationDirectory>().Forget();
        return planted;

        // Inside a replacement of regexp_replace a backslash speaks, so it is doubled once more.
        static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text, Relaxed)[1..^1].Replace("\\", "\\\\", StringComparison.Ordinal);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<bool> Try(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var update = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            update.Parameters.Add(new() { Value = value });
        }
        try
        {
            return await update.ExecuteNonQueryAsync() > 0;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal) || refused.SqlState is PostgresErrorCodes.StringDataRightTruncation)
        {
            return false;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> Tables(NpgsqlConnection connection)
    {
        var tables = new List<string>();
        await using var list = new NpgsqlCommand("select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id' and table_name <> 'sign_in_links' and table_name in (select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE') order by 1", connection);
        await using var rows = await list.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            tables.Add(rows.GetString(0));
        }
        return tables;
    }

    /// <summary>An address with its numbers, ids and names of files made alike.</summary>
    private static string Shape(string path)
    {
        var shape = new StringBuilder();
        var (before, query) = path.Split('?', 2) is [var p, var q] ? (p, q) : (path, "");
        foreach (var part in before.Split('/'))
        {
            shape.Append('/').Append(part.Length > 0 && (part.Any(char.IsAsciiDigit) || part.Any(c => c > 127 || c is '%')) ? "*" + Path.GetExtension(part) : part);
        }
        return shape.Append('?').AppendJoin('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')[0])).ToString();
    }

    /// <summary>Says in a header which endpoint answered: the crawler counts by it.</summary>
    private sealed class NameTheEndpoint : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Response.OnStarting(() =>
                {
                    var endpoint = (context.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint;
                    context.Response.Headers[EndpointHeader] = Uri.EscapeDataString(endpoint?.RoutePattern.RawText ?? "");
                    return Task.CompletedTask;
                });
                return following(context);
            });
            next(app);
        };
    }
}
