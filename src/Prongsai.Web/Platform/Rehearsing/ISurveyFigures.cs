using Prongsai.Domain;

namespace Prongsai.Web.Platform.Rehearsing;

/// <summary>What a survey of the organisation's own says of a tool, as far as it may be shown.</summary>
/// <param name="Tool">IIT or EIT.</param>
/// <param name="SurveyId">Which survey.</param>
/// <param name="Title">Its title.</param>
/// <param name="Respondents">How many answers the figures are of.</param>
/// <param name="IsFinal">The survey is closed.</param>
/// <param name="Scores">Questions (i1), indicators (ind1) and the tool, by target.</param>
/// <param name="Margin">Half the width of the interval of the tool's score; null where unknown.</param>
internal sealed record SurveyFigures(string Tool, Guid SurveyId, string Title, int Respondents, bool IsFinal, IReadOnlyDictionary<string, decimal> Scores, decimal? Margin);

/// <summary>The latest figures of the organisation's own surveys of a year. The surveys area fills it.</summary>
internal interface ISurveyFigures
{
    Task<IReadOnlyList<SurveyFigures>> Of(FiscalYear year, CancellationToken stop);
}

/// <summary>How an item of disclosure stands by the office's own checklist.</summary>
/// <param name="Code">O1, O2, …</param>
/// <param name="IsComplete">Every element is there; null where nobody has checked.</param>
/// <param name="Missing">What is missing, in words.</param>
/// <param name="Owner">The unit that prepares it; null where none was named.</param>
internal sealed record ItemReadiness(string Code, bool? IsComplete, string Missing, Guid? Owner);

/// <summary>Readiness for disclosure of a year, where an area keeps it.</summary>
internal interface IReadiness
{
    Task<IReadOnlyList<ItemReadiness>> Of(FiscalYear year, CancellationToken stop);
}
