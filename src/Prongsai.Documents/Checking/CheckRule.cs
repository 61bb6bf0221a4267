using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>Looks for one kind of slip. Pure; finds nothing rather than guess.</summary>
internal abstract class CheckRule
{
    /// <summary>The stable name.</summary>
    public abstract string Name { get; }

    /// <summary>All names its findings can bear, where the data name the rule.</summary>
    public virtual IReadOnlyList<string> Names => [Name];

    public abstract IEnumerable<CheckFinding> Find(CheckContext paper);

    /// <summary>Looks at one paper's own figures or measures: asked of every paper of a file, where other rules look at the whole file once.</summary>
    public virtual bool IsOfEachPaper => false;

    protected CheckFinding Error(string message, string why, Place at, string suggestion) => new(ProblemSeverity.Error, Name, message, why, at, suggestion);

    protected CheckFinding Warning(string message, string why, Place at, string suggestion) => new(ProblemSeverity.Warning, Name, message, why, at, suggestion);

    protected CheckFinding Info(string message, string why, Place at, string suggestion) => new(ProblemSeverity.Info, Name, message, why, at, suggestion);
}
