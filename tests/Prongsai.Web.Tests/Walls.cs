using System.Reflection;

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
    public void Informants_shows_two_methods_and_nothing_else()
    {
        var shown = Assembly.Load("Prongsai.Informants").GetExportedTypes().Where(t => !t.Name.StartsWith("Features_", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Select(m => m.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["AddInformants", "MapInformants"], shown);
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

    /// <summary>
    /// Reads every four bytes of the code as a metadata token. Bytes that are not one are refused by the module or name something real of
    /// ours by chance; the second has not happened and would show as a trespass nobody can find, not as one missed.
    /// </summary>
    private static IEnumerable<Type?> Tokens(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? ofMethod = method is MethodInfo { IsGenericMethodDefinition: true } generic ? generic.GetGenericArguments() : null;
        for (var i = 0; i + 5 <= code.Length; i++)
        {
            // call, callvirt, newobj, ldftn, ldtoken, castclass, isinst, newarr, initobj, ldsfld, ldfld and kin are followed by a token.
            if (code[i] is not (0x28 or 0x6F or 0x73 or 0x06 or 0xD0 or 0x74 or 0x75 or 0x8D or 0x15 or 0x7E or 0x7B or 0x7D or 0x80 or 0xA5 or 0x8C))
            {
                continue;
            }
            var token = BitConverter.ToInt32(code, i + 1);
            if ((token >> 24) is not (0x01 or 0x02 or 0x04 or 0x06 or 0x0A or 0x1B or 0x2B))
            {
                continue;
            }
            MemberInfo? member;
            try
            {
                member = method.Module.ResolveMember(token, ofType, ofMethod);
            }
            catch (Exception notAToken) when (notAToken is ArgumentException or BadImageFormatException or TypeLoadException)
            {
                continue;
            }
            yield return member as Type ?? member?.DeclaringType;
            if (member is MethodInfo { IsGenericMethod: true } called)
            {
                foreach (var argument in called.GetGenericArguments())
                {
                    yield return argument;
                }
            }
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
