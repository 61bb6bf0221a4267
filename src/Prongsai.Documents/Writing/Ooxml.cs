using System.Globalization;
using System.Xml.Linq;

namespace Prongsai.Documents.Writing;

/// <summary>Names and small words of Office Open XML (ECMA-376, transitional).</summary>
internal static class Ooxml
{
    public const string OfficeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    public const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static XAttribute Attr(string name, string value) => new(W + name, value);

    public static XElement Toggle(string name, bool on) => new(W + name, on ? null : Attr("val", "0"));

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Points as twentieths of a point.</summary>
    public static string Twips(decimal points) => Number((int)Math.Round(points * 20, MidpointRounding.AwayFromZero));

    public static string Jc(Alignment alignment) => alignment switch
    {
        Alignment.Centre => "center",
        Alignment.End => "right",
        Alignment.Justify => "thaiDistribute",
        _ => "left",
    };
}
