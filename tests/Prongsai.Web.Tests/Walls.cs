using System.Reflection;
using System.Reflection.Emit;

namespace Prongsai.Web.Tests;

/// <summary>A project is a wall, a folder is a door. What the project references do not forbid, this does.</summary>
public sealed class Walls
{
    private const string FeaturesOf = "Prongsai.Web.Features.";
    private static readonly Assembly Web = typeof(Contents).Assembly;

    [Fact]
    public void Areas_reach_each_other_only_through_their_modules()
    {
        var trespasses = Web.GetTypes()
            .Where(t => Area(t) is not null)
            .SelectMany(t => Mentions(t).Select(m => (From: t, To: m)))
            .Where(p => Area(p.To) is { } to && !string.Equals(to, Area(p.From), StringComparison.Ordinal) && !p.To.Name.EndsWith("Module", StringComparison.Ordinal))
            .Select(p => $"{p.From.FullName} uses {p.To.FullName}")
            .Distinct(StringComparer.Ordinal);
        Assert.Empty(trespasses);
    }

    [Fact]
    public void Platform_knows_no_area()
    {
        var trespasses = Web.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Prongsai.Web.Platform", StringComparison.Ordinal) == true)
            .SelectMany(t => Mentions(t).Where(m => Area(m) is not null).Select(m => $"{t.FullName} uses {m.FullName}"))
            .Distinct(StringComparer.Ordinal);
        Assert.Empty(trespasses);
    }

    [Theory]
    [InlineData("Prongsai.Domain", new string[0])]
    [InlineData("Prongsai.Documents", new[] { "Prongsai.Domain" })]
    [InlineData("Prongsai.Ui", new string[0])]
    [InlineData("Prongsai.Informants", new[] { "Prongsai.Ui" })]
    public void Projects_know_only_what_the_design_says(string project, string[] allowed)
    {
        var known = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Prongsai", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(known.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void Informants_shows_its_door_and_what_it_and_the_host_say_to_each_other_and_nothing_else()
    {
        var shown = Assembly.Load("Prongsai.Informants").GetExportedTypes().Where(t => !t.Name.StartsWith("Features_", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["CleanCopy", "Dossier", "DossierPart", "HalfYear", "IBehindTheWall", "InformantsWall", "IOffice", "IOfficeTools", "OfficeDuty", "OfficePerson", "OpenedPackage", "OtherWays", "PublicProcedure"],
            shown.Select(t => t.Name).Order(StringComparer.OrdinalIgnoreCase));
        var door = shown.Single(t => t.IsAbstract && t.IsSealed).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["AddInformants", "MapInformants", "NewPackageKey", "OpenPackage", "VerifyLooks"], door);
        Assert.Equal(["Appoint", "Appointed", "ChangeProcedure", "End", "Keep", "LoadExample", "Procedure", "ProcedureFile", "Statistics"], shown.Single(t => t.Name is "IBehindTheWall").GetMethods().Select(m => m.Name).Order(StringComparer.OrdinalIgnoreCase));
    }

    private static string? Area(Type type)
    {
        var space = Outermost(type).Namespace;
        if (space?.StartsWith(FeaturesOf, StringComparison.Ordinal) != true)
        {
            return null;
        }
        var area = space[FeaturesOf.Length..].Split('.')[0];
        // Features/Shared holds what every page may use.
        return area is "Shared" ? null : area;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Every type a type names: in its shape, and in the code of its methods.</summary>
    private static IEnumerable<Type> Mentions(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var named = new List<Type?> { type.BaseType };
        named.AddRange(type.GetInterfaces());
        named.AddRange(type.GetFields(All).Select(f => f.FieldType));
        named.AddRange(type.GetProperties(All).Select(p => p.PropertyType));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            named.AddRange(method.GetParameters().Select(p => p.ParameterType));
            named.Add((method as MethodInfo)?.ReturnType);
            if (method.GetMethodBody() is { } body)
            {
                named.AddRange(body.LocalVariables.Select(v => v.LocalType));
                named.AddRange(Tokens(method, body.GetILAsByteArray()!));
            }
        }
        return named.SelectMany(Parts).Where(t => t.Assembly == Web);
    }

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value & 0xFFFF);

    /// <summary>Walks the code instruction by instruction and gives what its tokens name: called methods, fields, types.</summary>
    private static IEnumerable<Type?> Tokens(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? ofMethod = method is MethodInfo { IsGenericMethodDefinition: true } generic ? generic.GetGenericArguments() : null;
        for (var i = 0; i < code.Length;)
        {
            var value = code[i] == 0xFE ? 0xFE00 | code[i + 1] : code[i];
            i += value > 0xFF ? 2 : 1;
            var operand = Codes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, i), ofType, ofMethod);
                yield return member as Type ?? member?.DeclaringType;
                foreach (var argument in member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : [])
                {
                    yield return argument;
                }
            }
            i += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null)
        {
            yield break;
        }
        if (type.HasElementType)
        {
            foreach (var part in Parts(type.GetElementType()))
            {
                yield return part;
            }
            yield break;
        }
        yield return type;
        if (type.IsGenericType)
        {
            foreach (var part in type.GetGenericArguments().SelectMany(Parts))
            {
                yield return part;
            }
        }
    }
}
