using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Npgsql;
using Prongsai.Informants;
using Prongsai.Informants.Format;
using Prongsai.Testing;

namespace Prongsai.Web.Tests.Informants;

/// <summary>An office with an open channel: two officers, one who will be a subject, and a custodian. What tests of the wall share.</summary>
public sealed class Channel : IAsyncLifetime
{
    internal const string Passphrase = "ม้าเขียวกินดาวหกดวง";
    private static readonly string[] Anybody = ["informants.handle"];

    /// <summary>An office outside whose key is known: this pair's.</summary>
    internal static readonly KeyPair OutsidePair = KeyPair.New();

    private readonly EverythingLogged logged = new();

    public Channel() => Site = new Site(product: product => product.ServiceActions.Add(services => services
        .AddSingleton<ILoggerProvider>(logged)
        .Configure<LoggerFilterOptions>(filter => filter.Rules.Add(new LoggerFilterRule(typeof(EverythingLogged).FullName, null, LogLevel.Trace, null)))
        .AddSingleton(new OutsidePlaces([new OutsidePlace("สำนักงานทดสอบภายนอก", "สายด่วน 1205", "unverified", PublicKeyText.Write(OutsidePair.Public)), new OutsidePlace("ศูนย์ดำรงธรรมทดสอบ", "สายด่วน 1567", "unverified", null)]))));

    internal Site Site { get; }

    internal Officer First { get; private set; } = null!;

    internal Officer Second { get; private set; } = null!;

    internal Officer Subject { get; private set; } = null!;

    internal Officer Custodian { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Site.Ready();
        First = await Appoint("นิติกร");
        Second = await Appoint("นักวิชาการตรวจสอบภายใน");
        Subject = await Appoint("เจ้าพนักงานพัสดุ");
        Custodian = await Appoint("หัวหน้าสำนักปลัด", "custodian");
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Appoints a new person, who makes a key and opens it.</summary>
    internal async Task<Officer> Appoint(string position, string role = "handler")
    {
        var name = "o" + Guid.NewGuid().ToString("N")[..10];
        var person = await Site.AddPerson(Site.Organisation, name, $"{position} {name[1..5]}", Anybody);
        await (await Manager()).Post("/desk/recipients", [("PersonId", person.ToString("D")), ("OrderNumber", "12/2568"), ("Role", role)], "main form:not([action])");
        var officer = new Officer(await Site.Anyone(), person, name);
        await officer.Visitor.SignIn(name, Site.Password);
        officer.Sheet = await MakeKey(officer);
        return officer;
    }

    internal static async Task<string> MakeKey(Officer officer)
    {
        var made = await officer.Visitor.Post("/desk/key", ("Passphrase", Passphrase), ("Again", Passphrase));
        var sheet = Regex.Match(made.Text, @"(\d{4} ){9}\d{4}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.NotEmpty(sheet);
        await Open(officer);
        return sheet;
    }

    internal static async Task Open(Officer officer) => Assert.Equal("/desk", (await officer.Visitor.Post("/desk", ("Passphrase", Passphrase))).Location);

    internal Task<Visitor> Manager() => Site.As("informants.handle", "informants.manage", "organisation.read");

    /// <summary>Reports by web, without scripts or account.</summary>
    /// <returns>The code.</returns>
    internal async Task<string> Report(string what, Guid[] named, (string Name, string Value)[]? more = null, params (string Name, byte[] Content)[] files)
    {
        using var informant = await Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", what)]);
        HtmlAssert.Heading(who.Document, "เกี่ยวกับใคร");
        var send = await Submit(informant, "/n/w", who.Document, "main form", [.. named.Select(n => ("Named", n.ToString("N")))]);
        HtmlAssert.Heading(send.Document, "ตรวจว่าใครจะเปิดอ่านได้ แล้วส่ง");
        var sent = await Submit(informant, "/n/w", send.Document, "main form", more ?? [], files);
        HtmlAssert.Heading(sent.Document, "ส่งเรื่องแล้ว จดรหัสนี้ไว้");
        Assert.Empty(informant.Cookies);
        return CodeOf(sent);
    }

    internal static string CodeOf(Answer answer) => DigitCode.Read(answer.Document.QuerySelector("p.big")!.TextContent);

    /// <summary>The talk behind a code.</summary>
    internal static async Task<Answer> Talk(Visitor informant, string code) => await Submit(informant, "/n/b", (await informant.Get("/n/b")).Document, "main form", [("Code", code)]);

    /// <summary>Sends a form of a page as it stands there, with these values over it. Pages of informants answer posts with pages, so the page is given, not asked for.</summary>
    internal static async Task<Answer> Submit(Visitor visitor, string address, IHtmlDocument page, string form, IReadOnlyList<(string Name, string Value)> values, params (string Name, byte[] Content)[] files)
    {
        var found = page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"There is no form {form}.");
        var given = values.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        using var content = new MultipartFormDataContent();
        foreach (var input in found.Elements.OfType<IHtmlInputElement>().Where(i => i.Name is { Length: > 0 } && !given.Contains(i.Name) && i.Type is not ("file" or "submit") && (i.Type is not ("radio" or "checkbox") || i.IsChecked)))
        {
            content.Add(new StringContent(input.Value), input.Name!);
        }
        foreach (var text in found.Elements.OfType<IHtmlTextAreaElement>().Where(t => t.Name is { Length: > 0 } && !given.Contains(t.Name)))
        {
            content.Add(new StringContent(text.Value), text.Name!);
        }
        foreach (var select in found.Elements.OfType<IHtmlSelectElement>().Where(s => s.Name is { Length: > 0 } && !given.Contains(s.Name) && s.Value is not null))
        {
            content.Add(new StringContent(select.Value!), select.Name!);
        }
        foreach (var (name, value) in values)
        {
            content.Add(new StringContent(value), name);
        }
        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), "Files", name);
        }
        return await Answer.Of(await visitor.Http.PostAsync(new Uri(found.GetAttribute("action") is { Length: > 0 } action && !address.Contains("?handler=", StringComparison.Ordinal) ? action : address, UriKind.Relative), content));
    }

    /// <summary>The page of the report in which these words are said; null when this officer has no such report.</summary>
    internal static async Task<string?> Find(Officer officer, string words)
    {
        foreach (var href in (await officer.Visitor.Page("/desk")).QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!))
        {
            if ((await officer.Visitor.Get(href)).Text.Contains(words, StringComparison.Ordinal))
            {
                return href;
            }
        }
        return null;
    }

    /// <summary>Posts with a good token of another page, so that what refuses is not the token.</summary>
    internal static async Task<Answer> Posted(Visitor visitor, string address, string handler)
    {
        var token = (await visitor.Get("/desk")).Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Reply", "x"), new("Said", "x"), new("Turn", "finished"), new("Words", "x"), new("HoldWhy", "x"), new("RecuseSure", "true"), new("AskWhy", "x"), new("AwardTitle", "x")]);
        return await Answer.Of(await visitor.Http.PostAsync(new Uri(handler.Length > 0 ? $"{address}?handler={handler}" : address, UriKind.Relative), form));
    }

    /// <summary>Asks the database as its owner.</summary>
    internal async Task<T> Ask<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal Task<long> Count(string table) => Ask<long>($"select count(*) from informants.{table}");

    /// <summary>Every row of every table, every file of the data directory, what is left in the temporary folders, and every word the process logged at any level, holds none of these words.</summary>
    internal async Task HoldsNone(params string[] secrets)
    {
        var log = logged.Text;
        // The log is not empty for want of looking: it tells of the requests that carried the secrets.
        Assert.True(log.Contains("/n/w", StringComparison.Ordinal) || log.Contains("/desk/", StringComparison.Ordinal), "the log tells of no request");
        Assert.All(secrets.SelectMany(s => new[] { s, Uri.EscapeDataString(s), Convert.ToBase64String(Encoding.UTF8.GetBytes(s)) }), secret => Assert.False(log.Contains(secret, StringComparison.Ordinal), "the log holds a planted secret"));
        var needles = secrets.SelectMany(s => new[] { s, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)) }).ToList();
        var tables = (await Ask<string[]>("select array_agg(quote_ident(schemaname) || '.' || quote_ident(tablename)) from pg_tables where schemaname in ('public', 'informants')")).ToList();
        Assert.Contains("informants.items", tables);
        foreach (var table in tables)
        {
            var text = await Ask<string>($"select coalesce(string_agg(t::text, E'\\n'), '') from {table} t");
            Assert.All(needles, needle => Assert.False(text.Contains(needle, StringComparison.Ordinal), $"{table} holds a planted secret"));
        }
        // ASP.NET buffers large forms here when it is not told otherwise; the printer's browser and its shared memory lie in its home.
        var temporary = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath();
        string[] homes = [.. new[] { Path.GetTempPath(), "/dev/shm" }.Where(Directory.Exists).SelectMany(t => Directory.EnumerateDirectories(t, "prongsai-print-*"))];
        var files = Directory.EnumerateFiles(Site.DataDirectory, "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(temporary, "ASPNETCORE_*"))
            .Concat(homes.SelectMany(h => Directory.EnumerateFiles(h, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })));
        foreach (var file in files)
        {
            byte[] bytes;
            try
            {
                bytes = await File.ReadAllBytesAsync(file);
            }
            catch (IOException)
            {
                continue; // a socket or lock of the browser, or gone meanwhile
            }
            Assert.All(secrets, secret =>
            {
                Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{file} holds a planted secret");
                Assert.False(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0, $"{file} holds a planted secret");
            });
        }
    }

    /// <summary>Keeps whatever any part of the process logs, at every level, as it would be written.</summary>
    private sealed class EverythingLogged : ILoggerProvider
    {
        private readonly StringBuilder text = new();

        public string Text
        {
            get
            {
                lock (text)
                {
                    return text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
            // Nothing is held open.
        }

        private sealed class Logger(EverythingLogged all, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                Add(state.ToString());
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                Add($"{category}: {formatter(state, exception)} {exception}");
                // What is not in the words may still be written by a log of objects.
                foreach (var (name, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
                {
                    Add($"{name}={value}");
                }
            }

            private void Add(string? line)
            {
                lock (all.text)
                {
                    all.text.AppendLine(line);
                }
            }
        }
    }

    internal sealed record Officer(Visitor Visitor, Guid Person, string Name)
    {
        public string Sheet { get; set; } = "";
    }
}
