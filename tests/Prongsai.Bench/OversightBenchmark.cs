using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Features.Oversight;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Bench;

/// <summary>Every dashboard of oversight over a nation: 8,300 organisations, five years, asked over HTTP by a person signed in.</summary>
internal sealed class OversightBenchmark : IBenchmark
{
    private const int Members = 8300;
    private const int Warm = 5;
    private const int Runs = 60;

    public string Name => "oversight";

    public string Title => "Oversight of a nation";

    public async Task<string> Measure()
    {
        await using var site = new Site();
        await site.Ready();
        var began = Stopwatch.StartNew();
        await Load(site);
        var loaded = began.Elapsed;
        var (province, district) = ("เชียงใหม่", "อำเภอ 3");
        var country = await Overseer(site, "ส่วนกลาง", "central", "country", "", "");
        var governor = await Overseer(site, "จังหวัดเชียงใหม่", "cm", "province", province, "");
        var sheriff = await Overseer(site, "อำเภอสาม", "cm-3", "district", province, district);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"`./bench oversight --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load average {await Surroundings.LoadAverage()} when it began. {Members:N0} organisations × 5 years ({Members * 5:N0} rows of figures, loaded in {loaded.TotalSeconds:0.0} s), web and database on the same machine, a real session over HTTP, {Runs} requests each, one after another. Limit: 200 ms at the 95th percentile.");
        text.AppendLine().AppendLine("| Page | p50 | p95 | most |").AppendLine("|---|---|---|---|");
        var over = new List<string>();
        foreach (var (who, organisation, path) in new[]
        {
            ("country: tiles, map, trend, levels, indicators, provinces", country, "/oversight?year=2567"),
            ("country: one province, its districts and members", country, $"/oversight/{Uri.EscapeDataString(province)}?year=2567"),
            ("country: one province by score, page 2", country, $"/oversight/{Uri.EscapeDataString(province)}?year=2567&sort=-total&page=2"),
            ("country: one district", country, $"/oversight/{Uri.EscapeDataString(province)}/{Uri.EscapeDataString(district)}?year=2567"),
            ("province", governor, "/oversight?year=2567"),
            ("district", sheriff, "/oversight?year=2567"),
            ("country: all members of a year as CSV", country, "/oversight/export/members.csv?year=2567"),
            ("country: all members of a year as XLSX", country, "/oversight/export/members.xlsx?year=2567"),
        })
        {
            var visitor = await site.AsIn(organisation, "oversight.read");
            var times = new List<double>();
            for (var n = 0; n < Warm + Runs; n++)
            {
                var one = Stopwatch.StartNew();
                using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                if (n >= Warm)
                {
                    times.Add(one.Elapsed.TotalMilliseconds);
                }
            }
            times.Sort();
            var p95 = times[(int)Math.Ceiling(times.Count * 0.95) - 1];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {who} | {times[times.Count / 2]:0} ms | {p95:0} ms | {times[^1]:0} ms |");
            if (p95 > 200 && !path.Contains("export", StringComparison.Ordinal))
            {
                over.Add(who);
            }
        }
        text.AppendLine().AppendLine(over.Count == 0 ? "Every dashboard stays under the limit." : $"Over the limit: {string.Join("; ", over)}.");
        return text.ToString();
    }

    private static async Task Load(Site site)
    {
        var provinces = string.Join(", ", ProvinceMap.Tiles.Select(t => $"'{t.Name}'"));
        await Execute(
            site,
            $"""
            select setseed(0.42);
            insert into organisations (id, name, short_name, kind, size, district, province, slug, created_at)
            select gen_random_uuid(), 'องค์การบริหารส่วนตำบล ' || n, 'อบต. ' || n, 'subdistrict', 'medium', 'อำเภอ ' || (n / 77 % 12 + 1), (array[{provinces}])[n % 77 + 1], 'm' || n, now() from generate_series(1, {Members}) n;
            insert into oversight_figures (id, organisation_id, member_id, year, name, kind, district, province, total, level, tools, indicators, items, items_complete, steps, steps_proven, steps_late, is_open, came, as_of)
            select gen_random_uuid(), o.id, o.id, y, o.short_name, o.kind, o.district, o.province, s, case when s >= 95 then 'ผ่านดีเยี่ยม' when s >= 85 then 'ผ่านดี' when s >= 70 then 'ต้องปรับปรุง' else 'ต้องปรับปรุงโดยด่วน' end,
              array[s, s, s], array[s, s, s, s, s, s, s, s, s, s], 28, (random() * 28)::int, 40, (random() * 20)::int, (random() * 10)::int, random() > 0.1, 'here', now()
            from organisations o cross join generate_series(2564, 2568) y cross join lateral (select round((60 + random() * 40 + 0 * length(o.name))::numeric, 2) as s) s
            where o.slug ~ '^m[0-9]+$';
            analyze oversight_figures;
            """);
        site.Services.GetRequiredService<OrganisationDirectory>().Forget();
    }

    private static async Task<Guid> Overseer(Site site, string name, string slug, string level, string province, string district)
    {
        var id = await site.AddOrganisation(name, slug);
        await Execute(site, $"update organisations set oversees = '{level}', province = '{province}', district = '{district}' where id = '{id}'");
        site.Services.GetRequiredService<OrganisationDirectory>().Forget();
        return id;
    }

    private static async Task Execute(Site site, string sql)
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
