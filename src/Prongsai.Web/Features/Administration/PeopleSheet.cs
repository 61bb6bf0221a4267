using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>One row of the list, and what is wrong with it, column by column.</summary>
/// <param name="Number">As in the file, from 1.</param>
/// <param name="Cells">Position, name, unit, roles, mail.</param>
/// <param name="Wrong">Column title and what to do; empty when the row can come in.</param>
/// <param name="IsThere">The same position and name are here already: it is left out.</param>
internal sealed record PeopleRow(int Number, IReadOnlyList<string> Cells, IReadOnlyList<(string Column, string What)> Wrong, bool IsThere)
{
    public bool ComesIn => Wrong.Count == 0 && !IsThere;
}

/// <summary>People from a spreadsheet or pasted lines: read, held against what the office has, and brought in.</summary>
internal sealed class PeopleSheet(AppDbContext db, TimeProvider clock) : IUseCase
{
    public const int MostRows = 1000;
    public static readonly IReadOnlyList<string> Columns = ["ตำแหน่ง", "ชื่อ นามสกุล", "ส่วนราชการ", "บทบาท", "อีเมล"];

    /// <summary>The empty list to fill in, with the units and roles there are on the side.</summary>
    public static byte[] Template(IReadOnlyList<string> units, IReadOnlyList<string> roles)
    {
        var hints = Enumerable.Range(0, Math.Max(units.Count, roles.Count)).Select(i => (IReadOnlyList<object?>)["", "", "", "", "", "", units.ElementAtOrDefault(i), roles.ElementAtOrDefault(i)]);
        return PlainSheet.Write("บุคลากร", [(Columns[0], 34), (Columns[1], 28), (Columns[2], 30), (Columns[3], 24), (Columns[4], 28), ("", 4), ("ส่วนราชการที่มี", 30), ("บทบาทที่มี", 24)], hints);
    }

    /// <summary>Lines of tabs from any table file; null when there is no table with a column of positions.</summary>
    public static async Task<string?> Lines(Stream file, string name, CancellationToken stop)
    {
        var read = await DocumentReader.Read(file, name, stop: stop);
        foreach (var table in read.Blocks.OfType<SourceTable>())
        {
            for (var head = 0; head < Math.Min(table.Rows.Count, 10); head++)
            {
                var titles = table.Rows[head].Cells.Select(c => c.Text.Trim()).ToList();
                var at = Columns.Select(c => titles.FindIndex(t => t.StartsWith(c, StringComparison.Ordinal) || (c == Columns[1] && t.StartsWith("ชื่อ", StringComparison.Ordinal)))).ToList();
                if (at[0] >= 0)
                {
                    return string.Join('\n', table.Rows.Skip(head + 1).Select(r => string.Join('\t', at.Select(i => i >= 0 && i < r.Cells.Count ? OneLine(r.Cells[i].Text) : ""))).Where(l => l.Trim().Length > 0));
                }
            }
        }
        return null;
    }

    /// <summary>Reads pasted or read lines and says of each what is wrong.</summary>
    public async Task<IReadOnlyList<PeopleRow>> Check(string lines, bool addUnits, CancellationToken stop)
    {
        var units = (await db.Units.AsNoTracking().Select(u => u.Name).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var roles = (await db.Roles.AsNoTracking().Select(r => r.Name).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var here = (await db.People.AsNoTracking().Select(p => p.Position + "\n" + p.Name).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var rows = new List<PeopleRow>();
        foreach (var line in lines.Split('\n').Take(MostRows + 1))
        {
            var cells = line.TrimEnd('\r').Split('\t').Select(OneLine).Concat(Enumerable.Repeat("", Columns.Count)).Take(Columns.Count).ToList();
            if (cells.TrueForAll(c => c.Length == 0) || (rows.Count == 0 && cells[0] == Columns[0]))
            {
                continue;
            }
            var wrong = new List<(string, string)>();
            Length(0, Person.PositionMaxLength);
            Length(1, Person.NameMaxLength);
            Length(2, Unit.NameMaxLength);
            if (cells[0].Length == 0)
            {
                wrong.Add((Columns[0], "ใส่ตำแหน่ง"));
            }
            if (cells[2].Length > 0 && !units.Contains(cells[2]) && !addUnits)
            {
                wrong.Add((Columns[2], Near(cells[2], units) is { } near ? $"ไม่มี “{cells[2]}” หมายถึง “{near}” หรือไม่" : $"ไม่มี “{cells[2]}” เพิ่มส่วนราชการก่อน หรือเลือกให้เพิ่มให้"));
            }
            foreach (var role in RolesOf(cells).Where(r => !roles.Contains(r)))
            {
                wrong.Add((Columns[3], Near(role, roles) is { } near ? $"ไม่มีบทบาท “{role}” หมายถึง “{near}” หรือไม่" : $"ไม่มีบทบาท “{role}”"));
            }
            if (cells[4].Length > 0 && (cells[4].Length > 200 || cells[4].Count(c => c == '@') != 1 || cells[4].Any(char.IsWhiteSpace) || !cells[4][cells[4].IndexOf('@', StringComparison.Ordinal)..].Contains('.', StringComparison.Ordinal)))
            {
                wrong.Add((Columns[4], "ใส่อีเมลให้ครบ เช่น somsri@example.go.th"));
            }
            rows.Add(new(rows.Count + 1, cells, wrong, !here.Add(cells[0] + "\n" + cells[1])));

            void Length(int column, int most)
            {
                if (cells[column].Length > most)
                {
                    wrong.Add((Columns[column], $"ยาวเกิน {most} ตัวอักษร"));
                    cells[column] = cells[column][..most];
                }
            }
        }
        return rows;
    }

    /// <summary>Brings in the rows that can come in; the others stay out, as was shown.</summary>
    public async Task<int> Add(string lines, bool addUnits, CancellationToken stop)
    {
        var rows = (await Check(lines, addUnits, stop)).Where(r => r.ComesIn).Take(MostRows).ToList();
        var units = await db.Units.ToDictionaryAsync(u => u.Name, StringComparer.Ordinal, stop);
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name, StringComparer.Ordinal, stop);
        var sort = await db.People.Where(p => p.Sort < int.MaxValue).MaxAsync(p => (int?)p.Sort, stop) ?? 0;
        foreach (var row in rows)
        {
            if (row.Cells[2].Length > 0 && !units.ContainsKey(row.Cells[2]))
            {
                var unit = new Unit { Name = row.Cells[2], Sort = units.Values.Select(u => u.Sort).DefaultIfEmpty().Max() + 1 };
                db.Units.Add(unit);
                db.Record("unit.added", "unit", unit.Id, data: new { unit.Name });
                units.Add(unit.Name, unit);
            }
            var person = new Person { Position = row.Cells[0], Name = row.Cells[1], UnitId = units.GetValueOrDefault(row.Cells[2])?.Id, Email = row.Cells[4].Length > 0 ? row.Cells[4] : null, Sort = ++sort, CreatedAt = clock.GetUtcNow() };
            person.Roles.AddRange(RolesOf(row.Cells).Select(r => roles[r]));
            db.People.Add(person);
        }
        if (rows.Count > 0)
        {
            db.Record("people.imported", "organisation", db.OrganisationId, data: new { people = rows.Count, positions = rows.Select(r => r.Cells[0]) });
            await db.SaveChangesAsync(stop);
        }
        return rows.Count;
    }

    private static List<string> RolesOf(IReadOnlyList<string> cells) => [.. cells[3].Split([',', ';', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static string OneLine(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(char.IsControl(c) ? ' ' : c);
        }
        return string.Join(' ', plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The one known name that holds what was typed, or is held by it.</summary>
    private static string? Near(string typed, HashSet<string> known) =>
        typed.Length >= 3 && known.Where(k => k.Contains(typed, StringComparison.Ordinal) || typed.Contains(k, StringComparison.Ordinal)).Take(2).ToList() is [var only] ? only : null;
}
