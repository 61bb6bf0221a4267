using Prongsai.Documents.Writing.Manuals;
using Prongsai.Domain;
using Prongsai.Domain.Manuals;

namespace Prongsai.Web.Features.Manuals;

/// <summary>A manual as it is read, in public and in the office's preview.</summary>
internal sealed record ManualView(ManualContent Content)
{
    /// <summary>SVG of ours, every word of the office escaped.</summary>
    public string Flow => FlowSvg.Draw(new FlowChart($"แผนผังขั้นตอน {Content.Title}", ManualFlow.InWords(Content.Steps), KeepManuals.Breaking(Content.Steps)), DigitStyle.Arabic, "flow");
}
