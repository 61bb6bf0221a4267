using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

public sealed class KindsPage
{
    /// <summary>When it fails: <c>./prongsai rules kinds > docs/kinds.md</c>.</summary>
    [Fact]
    public void Docs_kinds_is_what_the_rules_say() =>
        Assert.Equal(KindTable.Markdown(RuleFiles.All), File.ReadAllText(Path.Combine(RuleFiles.Root, "..", "..", "docs", "kinds.md")));

    [Fact]
    public void Every_question_kind_says_whom_it_asks() =>
        Assert.All(RuleFiles.All.All.SelectMany(b => b.Questions), q => Assert.StartsWith(q.Tool.ToLowerInvariant() + "-", q.Kind, StringComparison.Ordinal));
}
