using System.Text.RegularExpressions;

namespace Prongsai.Web.Tests.Attack;

/// <summary>
/// The web names its organisation to the database itself, so row-level security is no wall against injected SQL (docs/adr/0002). What stands
/// against it is that there is no place to inject: read here in the sources, statement by statement.
/// </summary>
public sealed partial class NoSqlFromText
{
    /// <summary>Where a statement is put together, how many are, and of what. A new one needs a line here and a reason somebody else believes.</summary>
    private static readonly Dictionary<string, (int Times, string Of)> Known = new(StringComparer.Ordinal)
    {
        ["Platform/Cluster/PrivateCluster.cs"] = (1, "a constant; the owner's connection"),
        ["Platform/Keeping/BackupKeeper.cs"] = (1, "a constant number"),
        ["Platform/Moving/PackOrganisation.cs"] = (2, "tables and columns of the catalogue, an id that is a Guid; the owner's connection"),
        ["Platform/Moving/UnpackOrganisation.cs"] = (5, "tables and columns of the catalogue, checked against it; the owner's connection"),
        ["Platform/Moving/TablesOfAnOrganisation.cs"] = (1, "columns of the catalogue"),
        ["Platform/Persistence/Migrator.cs"] = (3, "a constant number, our own roles and database; the owner's connection"),
        ["Features/Privacy/PersonalData.cs"] = (1, "tables and columns of the catalogue"),
        ["Features/Oversight/OversightQuery.cs"] = (5, "constants, columns chosen by a switch, whole numbers"),
        ["Store/Procedures.cs"] = (1, "constants"),
        ["Store/Handling.cs"] = (1, "one of two constants"),
        ["Store/Recipients.cs"] = (3, "constants; names of our own tables"),
        ["Store/Names.cs"] = (2, "constants"),
        ["Store/Reports.cs"] = (4, "constants"),
    };

    [Fact]
    public void Every_statement_is_a_constant_with_parameters()
    {
        var made = Sources().Select(s => (s.Name, Found: Made(s.Text))).Where(s => s.Found.Count > 0).ToList();
        var unknown = made.Where(s => s.Found.Count > Known.GetValueOrDefault(s.Name).Times).SelectMany(s => s.Found.Select(f => $"{s.Name}: {f}"));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Nobody_hands_raw_text_to_the_mapper() =>
        Assert.Empty(Sources().Where(s => RawText().IsMatch(s.Text)).Select(s => s.Name));

    [Theory]
    [InlineData("db.Database.ExecuteSqlAsync($\"update a set b = {typed}\")", 0)]
    [InlineData("db.Database.SqlQuery<Guid>($\"select id from a where b = {typed}\")", 0)]
    [InlineData("new NpgsqlCommand(\"select 1 from a where b = $1\", connection)", 0)]
    [InlineData("new NpgsqlCommand($\"select 1 from a where b = '{typed}'\", connection)", 1)]
    [InlineData("new NpgsqlCommand(\"select 1 from a where b = '\" + typed + \"'\", connection)", 1)]
    [InlineData("Execute(connection, $\"delete from a where b = {typed}\", stop)", 1)]
    [InlineData("var sql = $\"\"\"\n   select 1 from a where b = '{typed}'\n   \"\"\";", 1)]
    [InlineData("var sql = \"select 1 from a where b = \" + typed;", 1)]
    [InlineData("var sql = string.Format(\"select {0}\", typed);", 1)]
    public void This_test_sees_what_it_should(string source, int times) => Assert.Equal(times, Made(source).Count);

    private static List<string> Made(string text) =>
        [.. Interpolated().Matches(text).Concat(Joined().Matches(text)).Where(m => m.Groups["hole"].Success).Select(m => m.Value.ReplaceLineEndings(" ")).Select(v => v.Length > 120 ? v[..120] : v)];

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Prongsai.slnx")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }
        foreach (var project in new[] { "Prongsai.Web", "Prongsai.Informants" })
        {
            var folder = Path.Combine(root.FullName, "src", project);
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (!name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal))
                {
                    yield return (name, File.ReadAllText(file));
                }
            }
        }
    }

    /// <summary>A statement with a hole in it, unless EF makes a parameter of the hole.</summary>
    [GeneratedRegex("""(?<!(?:SqlQuery(?:<[^(]*>)?|ExecuteSql(?:Async|InterpolatedAsync)?|FromSql)\(\s*)\$+"(?:"")?\s*(?:select|insert into|update|delete from|copy|create|alter|drop|grant|revoke|truncate|with|set|call)\s(?:[^"\\]|\\.)*?(?<hole>\{)(?:[^"\\]|\\.)*""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Interpolated();

    /// <summary>A statement continued with what is not a literal, or a pattern of one.</summary>
    [GeneratedRegex("""(?:(?<hole>string\.Format)\([^"]*)?(?<![$])"(?:"")?\s*(?:select|insert into|update|delete from|copy|alter|drop|grant|truncate)\s(?:[^"\\]|\\.)*"(?:"")?(?:\s*(?<hole>\+)\s*[A-Za-z(])?""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"\b(?:ExecuteSqlRaw|SqlQueryRaw|FromSqlRaw)(?:Async)?\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RawText();
}
