using System.Text.RegularExpressions;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Reads measures that stand in no table but as labelled lines ("มาตรการที่ ๑ …", "ผู้รับผิดชอบ: …"), or in a table turned on its side
/// (a column of labels, a column of texts).
/// </summary>
internal sealed partial class LabelledMeasures
{
    private const int FewestFields = 2;
    private GrowingMeasure? _open;
    private Field _field;
    private int _node;

    /// <summary>Measures that are complete; the caller takes them.</summary>
    public List<(GrowingMeasure Measure, int Node)> Found { get; } = [];

    public void Read(Line line)
    {
        var title = Title().Match(line.Text);
        if (title.Success && line.Text.Length < 300 && !MeasureHeadOnly().IsMatch(line.Text))
        {
            Close();
            _open = new GrowingMeasure(line.At with { Text = line.Text }, []);
            _open.Add(Field.Title, [title.Groups["text"].Value.Trim()], joinLast: false);
            if (title.Groups["n"].Value is { Length: > 0 } number)
            {
                _open.Add(Field.No, [number], joinLast: false);
            }
            (_field, _node) = (Field.None, line.Index);
            return;
        }
        if (_open is null)
        {
            return;
        }
        var label = Label().Match(line.Text);
        if (label.Success && MeasureTables.FieldOf(label.Groups["label"].Value) is var field and not (Field.None or Field.No or Field.Title or Field.Group))
        {
            _field = field;
            if (label.Groups["text"].Value.Trim() is { Length: > 0 } text)
            {
                _open.Add(field, [text], joinLast: false);
            }
            return;
        }
        if (_field is Field.None || line.Heading || line.Text.Length > 1200)
        {
            Close();
            return;
        }
        // Lines under a label belong to it while they go on with its list.
        if (_open.Of(_field).Count == 0 || ListItem().IsMatch(line.Text))
        {
            _open.Add(_field, [line.Text], joinLast: false);
        }
        else
        {
            Close();
        }
    }

    /// <summary>A table of labels and texts; false when it is not one.</summary>
    public bool TryRead(Grid grid)
    {
        if (grid.Columns is < 2 or > 3 || grid.Rows.Count < 3)
        {
            return false;
        }
        var rows = grid.Rows.Select(r => (Cells: r.Filled.ToList(), Row: r)).Where(r => r.Cells.Count >= 2).ToList();
        var fields = rows.Select(r => r.Cells[0].Text.Length < 60 ? MeasureTables.FieldOf(r.Cells[0].Text) : Field.None).ToList();
        if (!fields.Contains(Field.Title) || fields.Distinct().Count(f => f is not (Field.None or Field.Ignored)) < 3 || fields.Count(f => f == Field.None) * 3 > fields.Count)
        {
            return false;
        }
        // A head of an ordinary table has headings beside one another.
        if (rows.Count(r => r.Cells.Skip(1).Any(c => MeasureTables.FieldOf(c.Text) is not (Field.None or Field.Group or Field.Title))) * 2 > rows.Count)
        {
            return false;
        }
        Close();
        for (var i = 0; i < rows.Count; i++)
        {
            var text = rows[i].Cells[1];
            if (fields[i] == Field.Title)
            {
                Close();
                _open = new GrowingMeasure(text.At with { Text = text.Text }, []);
                _node = grid.Index;
            }
            if (fields[i] is not (Field.None or Field.Ignored or Field.Group))
            {
                _open?.Add(fields[i], text.Paragraphs, joinLast: false);
            }
        }
        Close();
        return true;
    }

    /// <summary>Ends the measure that is open; it counts when enough was said of it.</summary>
    public void Close()
    {
        if (_open is { } open && open.Texts.Keys.Count(f => f is not (Field.Title or Field.No)) >= FewestFields)
        {
            Found.Add((open, _node));
        }
        (_open, _field) = (null, Field.None);
    }

    [GeneratedRegex(@"^\s*(?:[-•➢]\s*)?(?:มาตรการ|โครงการ|กิจกรรม|โครงการ/กิจกรรม)\s*(?:(?:ที่|:)\s*)(?<n>[0-9๐-๙]{1,2})?\s*[.:)]?\s*(?<text>\D.{3,})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex(@"ดังนี้\s*$|ดังต่อไปนี้", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MeasureHeadOnly();

    [GeneratedRegex(@"^\s*(?:[-•➢]\s*)?(?<label>[ก-๎A-Za-z/() ]{3,50}?)\s*[:：]\s*(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–•➢*])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListItem();
}
