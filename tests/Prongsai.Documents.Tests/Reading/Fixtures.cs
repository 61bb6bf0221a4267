using System.Runtime.CompilerServices;

namespace Prongsai.Documents.Tests.Reading;

/// <summary>Small files made by other programs from text written for these tests; docs in Fixtures/README.md.</summary>
internal static class Fixtures
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder(), name));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");
}
