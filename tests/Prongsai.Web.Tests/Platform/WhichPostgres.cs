using Prongsai.Web.Platform.Cluster;

namespace Prongsai.Web.Tests.Platform;

/// <summary>A distribution that is upgraded installs the next PostgreSQL beside the old: the cluster goes on with the one that made it.</summary>
public sealed class WhichPostgres
{
    private static readonly (int Version, string Bin)[] Installed = [(15, "fifteen"), (17, "seventeen")];

    [Theory]
    [InlineData(null, "seventeen")]
    [InlineData("15", "fifteen")]
    [InlineData("17", "seventeen")]
    [InlineData("16", "seventeen")]
    public void Is_the_one_that_made_the_cluster_and_else_the_newest(string? madeBy, string expected) => Assert.Equal(expected, PostgresPrograms.Choose(Installed, madeBy));

    [Fact]
    public void A_place_named_by_the_operator_comes_first() => Assert.Equal("named", PostgresPrograms.Choose([.. Installed, (int.MaxValue, "named")], "15"));

    [Fact]
    public void There_may_be_none() => Assert.Null(PostgresPrograms.Choose([], "15"));
}
