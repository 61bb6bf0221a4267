using Npgsql;

namespace Prongsai.Web.Platform.Moving;

/// <summary>A table that holds rows of organisations, and how the rows of one are found.</summary>
/// <param name="Name">With its schema, quoted: "public"."units".</param>
/// <param name="Columns">Those that travel, in their order; generated ones are computed again.</param>
/// <param name="Selected">The same as select expressions: what names an account goes as null.</param>
/// <param name="Where">A condition on the row, with $1 for the organisation.</param>
/// <param name="After">Tables this one refers to.</param>
internal sealed record TableOfAnOrganisation(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Selected, string Where, IReadOnlyList<string> After)
{
    /// <summary>As a name of a file in a package: rows/public.units.</summary>
    public string Entry => PackageFormat.RowsPrefix + Name.Replace("\"", "", StringComparison.Ordinal);

    public string Copy => $"select {string.Join(", ", Selected)} from {Name} t where {Where}";
}

/// <summary>
/// Which tables hold what belongs to one organisation: read from the database's own catalogue, so that a table of a later version travels by
/// itself. A table belongs to an organisation when it has its id, or when every row hangs on a row that does.
/// </summary>
internal static class TablesOfAnOrganisation
{
    /// <summary>
    /// What has an organisation's id and yet stays: work under way, one-time links, open sessions and whatever opens doors here and should not
    /// open doors elsewhere. The rows of organisations themselves are written by hand.
    /// </summary>
    private static readonly string[] Stay = ["public.organisations", "public.jobs", "public.sign_in_links", "public.api_tokens", "public.oversight_figures", "public.oversight_members", "public.webhooks", "public.webhook_deliveries", "public.line_channels", "public.line_readers"];

    /// <summary>In an order in which each table comes after those it refers to.</summary>
    public static async Task<IReadOnlyList<TableOfAnOrganisation>> All(NpgsqlConnection connection, CancellationToken stop)
    {
        var columns = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await using (var read = new NpgsqlCommand(
            """
            select n.nspname || '.' || c.relname, a.attname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where n.nspname in ('public', 'informants') and c.relkind in ('r', 'p') and not c.relispartition
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by 1, a.attnum
            """,
            connection))
        await using (var row = await read.ExecuteReaderAsync(stop))
        {
            while (await row.ReadAsync(stop))
            {
                if (!columns.TryGetValue(row.GetString(0), out var of))
                {
                    columns[row.GetString(0)] = of = [];
                }
                of.Add(row.GetString(1));
            }
        }
        var references = new List<(string From, string Column, string To, string ToColumn, bool MayBeNull)>();
        await using (var read = new NpgsqlCommand(
            """
            select fn.nspname || '.' || f.relname, fa.attname, tn.nspname || '.' || t.relname, ta.attname, not fa.attnotnull
            from pg_constraint k
            join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
            join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = k.conkey[1]
            join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = k.confkey[1]
            where k.contype = 'f' and fn.nspname in ('public', 'informants') and not f.relispartition
            """,
            connection))
        await using (var row = await read.ExecuteReaderAsync(stop))
        {
            while (await row.ReadAsync(stop))
            {
                references.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4)));
            }
        }
        var where = columns.Where(c => c.Value.Contains("organisation_id", StringComparer.Ordinal) && !Stay.Contains(c.Key, StringComparer.Ordinal)).ToDictionary(c => c.Key, _ => "t.organisation_id = $1", StringComparer.Ordinal);
        while (references.Find(r => !where.ContainsKey(r.From) && !columns[r.From].Contains("organisation_id", StringComparer.Ordinal) && !r.MayBeNull && where.ContainsKey(r.To)) is { From: not null } child)
        {
            where[child.From] = $"t.{Quote(child.Column)} in (select {Quote(child.ToColumn)} from {Quoted(child.To)} t where {where[child.To]})";
        }
        // A look at a report names it without a foreign key, because the line outlives the report.
        if (columns.ContainsKey("informants.looks"))
        {
            where["informants.looks"] = "(t.report_id in (select id from informants.reports t where t.organisation_id = $1)"
                + (columns.ContainsKey("informants.destroyed") ? " or t.report_id in (select report_id from informants.destroyed t where t.organisation_id = $1)" : "") + ")";
        }
        var tables = where.Select(w =>
        {
            var ofAccounts = references.Where(r => r.From == w.Key && r.To is "public.accounts").Select(r => r.Column).ToHashSet(StringComparer.Ordinal);
            return new TableOfAnOrganisation(
                Quoted(w.Key),
                [.. columns[w.Key].Select(Quote)],
                [.. columns[w.Key].Select(c => ofAccounts.Contains(c) ? "null" : "t." + Quote(c))],
                w.Value,
                [.. references.Where(r => r.From == w.Key && r.To != w.Key && where.ContainsKey(r.To)).Select(r => Quoted(r.To)).Distinct(StringComparer.Ordinal)]);
        });
        return Ordered([.. tables.OrderBy(t => t.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Tables of the database that are in no package, for a test that holds them against a list with reasons.</summary>
    public static async Task<IReadOnlyList<string>> Others(NpgsqlConnection connection, CancellationToken stop)
    {
        var moved = (await All(connection, stop)).Select(t => t.Name.Replace("\"", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        await using var read = new NpgsqlCommand("select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'informants') and c.relkind in ('r', 'p') and not c.relispartition order by 1", connection);
        await using var row = await read.ExecuteReaderAsync(stop);
        var others = new List<string>();
        while (await row.ReadAsync(stop))
        {
            if (!moved.Contains(row.GetString(0)))
            {
                others.Add(row.GetString(0));
            }
        }
        return others;
    }

    private static List<TableOfAnOrganisation> Ordered(List<TableOfAnOrganisation> tables)
    {
        var (done, left) = (new List<TableOfAnOrganisation>(), tables);
        while (left.Count > 0)
        {
            var next = left.Find(t => t.After.All(a => done.Exists(d => d.Name == a))) ?? throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", left.Select(t => t.Name))}.");
            done.Add(next);
            left.Remove(next);
        }
        return done;
    }

    private static string Quoted(string name) => string.Join('.', name.Split('.').Select(Quote));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
