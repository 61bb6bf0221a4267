using System.Reflection;

namespace Prongsai.Documents.Tests;

public sealed class Walls
{
    [Fact]
    public void Documents_knows_neither_database_nor_web_host()
    {
        var references = Assembly.Load("Prongsai.Documents").GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.DoesNotContain(references, r => r.StartsWith("Npgsql", StringComparison.Ordinal) || r.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.DoesNotContain("prongsai", references);
    }
}
