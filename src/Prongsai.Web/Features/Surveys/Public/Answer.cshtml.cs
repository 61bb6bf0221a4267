using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Public;

internal enum AnswerView
{
    Start,
    Ask,
    All,
    Send,
    NotOpen,
}

/// <summary>
/// Answering. No cookie, no antiforgery token (there is nobody signed in to be tricked), no script needed; every page carries what was chosen
/// so far, and nothing of it is kept before the last button.
/// </summary>
[PublicSide]
[IgnoreAntiforgeryToken]
[RequestFormLimits(ValueLengthLimit = MostBytes, ValueCountLimit = 500)]
[RequestSizeLimit(MostBytes)]
internal sealed class AnswerModel(AppDbContext db, CurrentOrganisation organisation, SubmitAnswer submit, KeptAnswers kept, AskedSurveys asked, Visitors visitors, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    /// <summary>A megabyte of Thai is three once it stands in a form. So much is read, so that it can be refused with its length and given back.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int MostCode = 60;
    private readonly IDataProtector began = protection.CreateProtector("surveys.began");

    public OrganisationCard Organisation => organisation.Card;

    public Survey Survey { get; private set; } = null!;

    public AnswerView View { get; private set; }

    public Filling Filling { get; private set; } = null!;

    /// <summary>Place of the question asked, among those asked of this person, from 0.</summary>
    public int At { get; private set; }

    public IReadOnlyList<FormQuestion> Asked => [.. Survey.Form.Questions.Where(Filling.IsAsked)];

    public FormQuestion Question => Asked[At];

    /// <summary>The same for every sending of this form.</summary>
    public string Token { get; private set; } = "";

    public string Began { get; private set; } = "";

    public string Code { get; private set; } = "";

    public bool NeedsCode => Survey.Entry is SurveyEntry.Codes;

    public bool MayHaveCode => Survey.Entry is not SurveyEntry.Link;

    public async Task<IActionResult> OnGet(string link, CancellationToken stop)
    {
        if (await Find(link, stop) is { } gone)
        {
            return gone;
        }
        View = Survey.Takes(Today) ? AnswerView.Start : AnswerView.NotOpen;
        Filling = Filling.Empty(Survey.Form);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        // Not a parameter: of a form that cannot be read no parameter is bound.
        if (await Find(RouteData.Values["link"]?.ToString() ?? "", stop) is { } gone)
        {
            return gone;
        }
        IFormCollection form;
        try
        {
            form = await Request.ReadFormAsync(stop);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or InvalidDataException)
        {
            return StatusCode(fault is BadHttpRequestException { StatusCode: var status } ? status : StatusCodes.Status400BadRequest);
        }
        Filling = Filling.Read(Survey.Form, form);
        Token = form["token"].ToString() is { Length: 32 } token ? token : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Began = form["began"].ToString() is { Length: > 0 and < 400 } said ? said : began.Protect(clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var code = form["code"].ToString().Trim();
        // Longer than anyone types is cut, so that it can be given back with what is wrong.
        Code = code[..Math.Min(code.Length, MostCode)];
        At = int.TryParse(form["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var go = form["go"].ToString();
        foreach (var (field, text) in Filling.Problems)
        {
            ModelState.AddModelError(field, text);
        }
        return go switch
        {
            "start" or "all" => await Begin(go is "all", stop),
            "back" => Back(),
            "send" => await Send(whole: false, stop),
            "send-all" => await Send(whole: true, stop),
            _ => Next(),
        };
    }

    private DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    private async Task<IActionResult?> Find(string link, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        // The address of the form, and with it the organisation and the day, is nobody else's business.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await asked.Find(db, organisation.Card.Id, link, stop) is not { } found)
        {
            return NotFound();
        }
        Survey = found;
        return null;
    }

    private async Task<IActionResult> Begin(bool whole, CancellationToken stop)
    {
        View = AnswerView.Start;
        if (!Survey.Takes(Today))
        {
            View = AnswerView.NotOpen;
            return Page();
        }
        if (NeedsCode || (MayHaveCode && Code.Length > 0))
        {
            if (!visitors.MayTryCodes(HttpContext, wrong: false))
            {
                ModelState.AddModelError("code", new TooManyFromHere().Text);
            }
            else if (SlipCode.Read(Code) is not { } read)
            {
                ModelState.AddModelError("code", Code.Length == 0 ? new CodeIsMissing().Text : new CodeIsMistyped(SlipCode.MistakeIn(Code)).Text);
            }
            else if (!await kept.HasCode(Survey.Id, read, stop))
            {
                visitors.MayTryCodes(HttpContext, wrong: true);
                ModelState.AddModelError("code", new CodeIsSpent().Text);
            }
        }
        else if (visitors.HasAnswered(HttpContext, Survey.Id))
        {
            ModelState.AddModelError("", new AlreadyAnsweredHere().Text);
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        (View, At) = (whole ? AnswerView.All : AnswerView.Ask, 0);
        return Page();
    }

    private PageResult Back()
    {
        // What is wrong on the page left behind is asked again when the person comes to it.
        ModelState.Clear();
        View = AnswerView.Ask;
        At = Math.Clamp(At - 1, 0, Asked.Count - 1);
        return new();
    }

    private PageResult Next()
    {
        View = AnswerView.Ask;
        At = Math.Clamp(At, 0, Asked.Count - 1);
        CheckOne(Question);
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        At++;
        View = At >= Asked.Count ? AnswerView.Send : AnswerView.Ask;
        return new();
    }

    private async Task<IActionResult> Send(bool whole, CancellationToken stop)
    {
        View = whole ? AnswerView.All : AnswerView.Send;
        At = Asked.Count;
        foreach (var (question, i) in Asked.Select((q, i) => (q, i)))
        {
            if (!CheckOne(question) && !whole)
            {
                // A page of the middle was skipped: back to it.
                (View, At) = (AnswerView.Ask, i);
                return Wrong();
            }
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        if (!(NeedsCode || (MayHaveCode && Code.Length > 0)) && Survey.Kind is not SurveyKind.Service && visitors.HasAnswered(HttpContext, Survey.Id) && !IsAgain())
        {
            ModelState.AddModelError("", new AlreadyAnsweredHere().Text);
            return Wrong();
        }
        if (await submit.Do(Survey, Filling.Finish(), Token, Code, Took(), stop) is { } refusal)
        {
            // A code that is refused only now can be mended where it stands, or all that was chosen would be lost with it.
            ModelState.AddModelError(refusal is CodeIsMissing or CodeIsMistyped or CodeIsSpent ? "code" : "", refusal.Text);
            Response.StatusCode = refusal switch { CouldNotKeep => StatusCodes.Status503ServiceUnavailable, TooManyFromHere => StatusCodes.Status429TooManyRequests, _ => StatusCodes.Status400BadRequest };
            return new PageResult { StatusCode = Response.StatusCode };
        }
        visitors.Answered(HttpContext, Survey.Id, Token);
        return Redirect($"{Request.PathBase}/s/{Survey.Link}/thanks");
    }

    /// <summary>The thank-you page got lost and the form was sent again: the writer counts it once.</summary>
    private bool IsAgain() => visitors.WasSent(Token);

    private bool CheckOne(FormQuestion question)
    {
        if (question.Kind is AskKind.Text)
        {
            return ModelState.IsValid;
        }
        var cell = Filling.CellOf(question);
        var isWhole = true;
        for (var sub = 0; sub < question.Cells; sub++)
        {
            if (!question.Optional && Filling.Cells[cell + sub] == 0)
            {
                isWhole = false;
                ModelState.AddModelError(Filling.Field(cell + sub), question.SubItems.Count > 0 ? $"เลือกคำตอบของ “{question.SubItems[sub]}”" : "เลือกคำตอบ 1 ตัวเลือก");
            }
        }
        return isWhole;
    }

    private TimeSpan? Took()
    {
        try
        {
            return long.TryParse(began.Unprotect(Began), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at) : null;
        }
        catch (CryptographicException)
        {
            // Forged or from before a restart of keys: the pace is unknown, which says nothing against the answer.
            return null;
        }
    }

    private static PageResult Wrong() => new() { StatusCode = StatusCodes.Status400BadRequest };
}
