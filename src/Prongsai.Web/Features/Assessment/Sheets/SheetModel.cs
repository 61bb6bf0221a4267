namespace Prongsai.Web.Features.Assessment.Sheets;

/// <summary>A sheet and where its marked figures lead.</summary>
internal sealed record SheetModel(Sheet Sheet, Func<string, string> ValueHref);
