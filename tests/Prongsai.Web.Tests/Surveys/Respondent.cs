using System.Globalization;
using System.Net;
using AngleSharp.Dom;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>Someone who answers a survey as a browser without scripts does: page after page, by the buttons on them.</summary>
internal sealed class Respondent(Uri address, string device) : IDisposable
{
    private readonly HttpClient http = Client(address, device);

    public IDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    public string? Location { get; private set; }

    /// <summary>What every form field on the page says now, with these values over it, and the button.</summary>
    public async Task<Respondent> Press(string link, string button, params (string Name, string Value)[] values)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in Page?.QuerySelectorAll("main form input, main form textarea") ?? Enumerable.Empty<IElement>())
        {
            var name = input.GetAttribute("name") ?? "";
            if (name.Length > 0 && (input.GetAttribute("type") is not "radio" || input.HasAttribute("checked")))
            {
                fields[name] = input.LocalName is "textarea" ? input.TextContent : input.GetAttribute("value") ?? "";
            }
        }
        foreach (var (name, value) in values)
        {
            fields[name] = value;
        }
        fields["go"] = button;
        using var content = new FormUrlEncodedContent(fields);
        return await Take(await http.PostAsync(new Uri($"/s/{link}", UriKind.Relative), content));
    }

    public async Task<Respondent> Open(string link) => await Take(await http.GetAsync(new Uri($"/s/{link}", UriKind.Relative)));

    /// <summary>The whole way: opens the survey, answers question after question, sends.</summary>
    public async Task<bool> Answer(string link, string? code, IReadOnlyList<int> options)
    {
        await Open(link);
        await Press(link, "start", code is null ? [] : [("code", code)]);
        for (var i = 0; i < options.Count; i++)
        {
            await Press(link, "next", (string.Create(CultureInfo.InvariantCulture, $"c{i}"), options[i].ToString(CultureInfo.InvariantCulture)));
        }
        await Press(link, "send");
        return Status is HttpStatusCode.Redirect && Location!.EndsWith("/thanks", StringComparison.Ordinal);
    }

    /// <summary>The short way: the whole form at once, as it is sent from the page of all questions.</summary>
    public async Task<bool> Send(string link, string? code, IReadOnlyList<int> options, string? token = null)
    {
        var fields = options.Select((o, i) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"c{i}"), o.ToString(CultureInfo.InvariantCulture)))
            .Append(new("go", "send-all")).Append(new("code", code ?? "")).Append(new("token", token ?? Guid.NewGuid().ToString("N")));
        using var content = new FormUrlEncodedContent(fields);
        await Take(await http.PostAsync(new Uri($"/s/{link}", UriKind.Relative), content));
        return Status is HttpStatusCode.Redirect;
    }

    public void Dispose() => http.Dispose();

    private async Task<Respondent> Take(HttpResponseMessage response)
    {
        var answer = await Prongsai.Testing.Answer.Of(response);
        (Status, Location) = (answer.Status, answer.Location);
        if (answer.Status is not HttpStatusCode.Redirect)
        {
            Page = answer.Document;
        }
        Assert.False(response.Headers.Contains("Set-Cookie"));
        return this;
    }

    private static HttpClient Client(Uri address, string device)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", device);
        return client;
    }
}
