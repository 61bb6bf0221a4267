using System.Text;

namespace Prongsai.Documents.Writing;

/// <summary>
/// Fontconfig aliases for programs that draw our Word files (LibreOffice): the national fonts are drawn with Laksaman, of the same design and
/// free to embed. Give the file's path to the program in the environment variable FONTCONFIG_FILE.
/// </summary>
public static class FontAliases
{
    public const string EnvironmentVariable = "FONTCONFIG_FILE";

    private static readonly string[] National = ["TH SarabunIT๙", "TH SarabunIT9", "TH Sarabun New", "TH SarabunPSK", "TH Sarabun PSK"];

    /// <summary>Writes fonts.conf into the folder, where it has changed, and returns its path. What the machine has installed itself goes first.</summary>
    public static string Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "fonts.conf");
        var text = Text();
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text);
        }
        return path;
    }

    private static string Text()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n  <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n");
        foreach (var name in National)
        {
            text.Append("  <alias binding=\"same\"><family>").Append(name).Append("</family><accept><family>Laksaman</family></accept></alias>\n");
        }
        return text.Append("</fontconfig>\n").ToString();
    }
}
