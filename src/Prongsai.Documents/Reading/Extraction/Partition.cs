namespace Prongsai.Documents.Reading.Extraction;

/// <summary>A part of the document that speaks of one organisation: the nodes from First (included) to End (excluded).</summary>
internal sealed record Section(int First, int End, IReadOnlyList<string> Names)
{
    public bool Has(int node) => node >= First && node < End;
}

/// <summary>
/// Cuts a document into sections by organisation. Different spellings of one name do not cut it, nor does a cover or a signature with
/// nothing of its own; a second organisation needs content of the kind the first one already has.
/// </summary>
internal static class Partition
{
    private const int LongestTitleBlock = 8;
    private const int MostNames = 60;
    private const int MostSwitches = 600;

    public static IReadOnlyList<Section> Of(IReadOnlyList<Node> nodes, Material material, IReadOnlyList<OrganisationMention> mentions)
    {
        var whole = new Section(0, nodes.Count, [.. mentions.Select(m => m.Name).Distinct()]);
        var clusters = Clusters(mentions);
        if (clusters.Values.Distinct().Count() < 2)
        {
            return [whole];
        }
        // Who speaks at each node: the organisation last named in a title, or the first named at all.
        var switches = new List<(int Node, int Cluster)>();
        foreach (var mention in mentions.Where(m => m.Title).OrderBy(m => m.Node))
        {
            if (switches.Count == 0 || switches[^1].Cluster != clusters[mention.Name])
            {
                switches.Add((mention.Node, clusters[mention.Name]));
            }
        }
        if (switches.Count < 2)
        {
            return [whole];
        }
        if (switches.Count > MostSwitches)
        {
            return [whole];
        }
        var results = material.Findings.Where(f => f.Organisation is null && f.Seen != Seen.Prose && f.About is About.Indicator or About.Total or About.Question).Select(f => f.Node).Distinct().ToList();
        var measures = material.Measures.Found.Select(m => m.Node).Distinct().ToList();
        var parts = switches.Select((s, i) => (s.Cluster, From: i == 0 ? 0 : s.Node, To: i + 1 < switches.Count ? switches[i + 1].Node : nodes.Count)).ToList();
        var full = new List<(int Cluster, int From, int To, bool Results, bool Measures)>();
        foreach (var part in parts)
        {
            var hasResults = results.Any(n => n >= part.From && n < part.To);
            var hasMeasures = measures.Any(n => n >= part.From && n < part.To);
            if (full.Count > 0 && (full[^1].Cluster == part.Cluster || !(hasResults || hasMeasures)))
            {
                // Nothing of its own, or the same organisation again: belongs to what came before.
                var last = full[^1];
                full[^1] = (last.Cluster, last.From, part.To, last.Results || hasResults, last.Measures || hasMeasures);
            }
            else if (full.Count > 0 && !(full[^1].Results || full[^1].Measures))
            {
                // What came before was a cover only.
                full[^1] = (part.Cluster, full[^1].From, part.To, hasResults, hasMeasures);
            }
            else
            {
                full.Add((part.Cluster, part.From, part.To, hasResults, hasMeasures));
            }
        }
        // The analysis of one name and the measures of another complete each other: one office that changed its name in a copied text.
        for (var i = full.Count - 1; i > 0; i--)
        {
            var (a, b) = (full[i - 1], full[i]);
            if (full.Count == 2 && !((a.Results && b.Results) || (a.Measures && b.Measures)))
            {
                full[i - 1] = (a.Cluster, a.From, b.To, true, true);
                full.RemoveAt(i);
            }
        }
        if (full.Count < 2)
        {
            return [whole];
        }
        var sections = new List<Section>();
        var first = 0;
        for (var i = 0; i < full.Count; i++)
        {
            var end = i + 1 < full.Count ? TitleStart(nodes, full[i + 1].From, first + 1) : nodes.Count;
            var own = full[i].Cluster;
            sections.Add(new Section(first, end, [.. mentions.Where(m => clusters[m.Name] == own).Select(m => m.Name).Distinct()]));
            first = end;
        }
        return sections;
    }

    // The title of a document stands above the line with the name: the short lines just before it.
    private static int TitleStart(IReadOnlyList<Node> nodes, int name, int least)
    {
        var start = name;
        while (start > least && name - start < LongestTitleBlock && nodes[start - 1] is Line { Text.Length: < 140 } line && !EndsParagraph(line.Text))
        {
            start--;
        }
        return start;
    }

    private static bool EndsParagraph(string text) => text.StartsWith('(') || FigureText.All(text).Any(f => f.Decimals == 2);

    /// <summary>Names that mean one organisation share a number.</summary>
    private static Dictionary<string, int> Clusters(IReadOnlyList<OrganisationMention> mentions)
    {
        var clusters = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = mentions.Select(m => m.Name).Distinct().ToList();
        if (names.Count > MostNames)
        {
            // A list of many offices: each name is its own.
            return names.Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i, StringComparer.Ordinal);
        }
        foreach (var name in names)
        {
            var same = clusters.Keys.FirstOrDefault(k => Organisations.Alike(k, name));
            clusters[name] = same is null ? clusters.Count : clusters[same];
        }
        return clusters;
    }
}
