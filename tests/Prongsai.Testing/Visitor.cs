using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Prongsai.Testing;

/// <summary>Someone with a browser: keeps cookies, follows no redirect by itself, reads the antiforgery token from the page it posts from.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly CookieContainer cookies = new();

    public Visitor(Uri address)
    {
        Http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public CookieCollection Cookies => cookies.GetCookies(Http.BaseAddress!);

    /// <summary>Those a browser sends to this path, of which some belong to it alone.</summary>
    public CookieCollection CookiesAt(string path) => cookies.GetCookies(new Uri(Http.BaseAddress!, path));

    /// <summary>Asks for a page.</summary>
    public async Task<Answer> Get(string path) => await Answer.Of(await Http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Gets a page that must be there, and gives its document.</summary>
    public async Task<IHtmlDocument> Page(string path)
    {
        var answer = await Get(path);
        return answer.Status is HttpStatusCode.OK ? answer.Document : throw new InvalidOperationException($"GET {path} answered {(int)answer.Status} {answer.Location}");
    }

    /// <summary>
    /// Opens the page, fills the form in as it stands there (hidden fields, kept values) with these values over it, and posts it.
    /// </summary>
    /// <param name="path">Of the page that holds the form.</param>
    /// <param name="values">Name and value of fields; a name may come several times.</param>
    /// <param name="form">CSS selector of the form; the first POST form in main by default.</param>
    /// <param name="files">Field name, file name and bytes.</param>
    public async Task<Answer> Post(string path, IReadOnlyList<(string Name, string Value)> values, string form = "main form[method=post], body > form[method=post]", params (string Field, string FileName, byte[] Content)[] files)
    {
        var page = await Get(path);
        var found = page.Document.QuerySelector<IHtmlFormElement>(form) ?? page.Document.QuerySelector<IHtmlFormElement>("form[method=post]")
            ?? throw new InvalidOperationException($"GET {path} answered {(int)page.Status} {page.Location} and holds no form {form}.");
        var given = values.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        var fields = Kept(found).Where(k => !given.Contains(k.Name)).Concat(values).ToList();
        var action = found.GetAttribute("action") is { Length: > 0 } said ? said : path;
        using HttpContent content = files.Length == 0 ? new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) : Multipart(fields, files);
        return await Answer.Of(await Http.PostAsync(new Uri(action, UriKind.RelativeOrAbsolute), content));
    }

    public Task<Answer> Post(string path, params (string Name, string Value)[] values) => Post(path, (IReadOnlyList<(string, string)>)values);

    public async Task SignIn(string userName, string password)
    {
        var answer = await Post("/sign-in", ("UserName", userName), ("Password", password));
        if (answer.Status is not HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"Sign-in answered {(int)answer.Status}: {answer.Text}");
        }
    }

    public void Dispose() => Http.Dispose();

    private static IEnumerable<(string Name, string Value)> Kept(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is not ("submit" or "file" or "button") && (input.Type is not ("checkbox" or "radio") || input.IsChecked):
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    foreach (var option in select.Options.Where(o => o.IsSelected))
                    {
                        yield return (name, option.Value);
                    }
                    break;
                default:
                    break;
            }
        }
    }

    private static MultipartFormDataContent Multipart(List<(string Name, string Value)> fields, (string Field, string FileName, byte[] Content)[] files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }
        foreach (var (field, fileName, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, field, fileName);
        }
        return content;
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Body, HttpResponseMessage Response)
{
    private IHtmlDocument? document;

    public IHtmlDocument Document => document ??= new HtmlParser().ParseDocument(Body);

    /// <summary>The words of the page, white space made single.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? Body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<Answer> Of(HttpResponseMessage response)
    {
        // A relative and an absolute redirect to ourselves are the same to a reader.
        var location = response.Headers.Location is { } to ? to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString : null;
        return new Answer(response.StatusCode, location, await response.Content.ReadAsStringAsync(), response);
    }
}
