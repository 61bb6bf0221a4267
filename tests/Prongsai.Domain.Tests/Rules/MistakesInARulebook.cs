using System.Text;
using System.Text.Json.Nodes;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

/// <summary>A corrupted copy of 2567 for every check: each is refused with file, member and value.</summary>
public sealed class MistakesInARulebook
{
    private const string Book = "rulebook.json";
    private const string Items = "disclosure.json";
    private const string Inside = "surveys/internal.json";
    private const string Outside = "surveys/external.json";
    private const string Issues = "issues.json";

    [Fact]
    public void A_weight_that_does_not_add_up() =>
        Refused(Book, b => List(b, "tools")[2]!["weight"] = 0.3, "weights of the tools add up to 0.9, but they must add up to 1.");

    [Fact]
    public void A_tool_without_weight() =>
        Refused(Book, b => (List(b, "tools")[0]!["weight"], List(b, "tools")[1]!["weight"]) = (0, 0.6), "tool IIT: weight is 0, but it must be above 0.");

    [Fact]
    public void Tools_in_another_order() =>
        Refused(Book, b => List(b, "tools")[0]!["code"] = "XIT", "the tools are XIT, EIT, OIT, but they must be IIT, EIT, OIT, in this order.");

    [Fact]
    public void Nine_indicators() => Refused(Book, b => List(b, "indicators").RemoveAt(4), "the indicators are 1, 2, 3, 4, 6, 7, 8, 9, 10, but they must be 1 to 10, in this order.");

    [Fact]
    public void Two_indicators_of_one_kind() =>
        Refused(Book, b => List(b, "indicators")[1]!["kind"] = "duty", "kind \"duty\" occurs 2 times among the indicators (1, 2), but it must be unique.");

    [Fact]
    public void An_unknown_method() =>
        Refused(Book, b => List(b, "indicators")[0]!["method"] = "avg", "indicator 1: method is \"avg\"; known are mean-of-questions, mean-of-sub-indicator-means.");

    [Fact]
    public void A_method_without_what_it_works_on() =>
        Refused(Book, b => List(b, "indicators")[0]!["method"] = Indicator.MeanOfSubIndicatorMeans, "indicator 1: method mean-of-sub-indicator-means does not go with 0 subIndicators.");

    [Fact]
    public void An_indicator_of_an_unknown_tool() => Refused(Book, b => List(b, "indicators")[0]!["tool"] = "XIT", "indicator 1: tool is \"XIT\"; known are IIT, EIT, OIT.");

    [Fact]
    public void A_sub_indicator_under_another_indicator() =>
        Refused(Book, b => List(b, "indicators")[9]!["subIndicators"]![0]!["no"] = "9.6", "indicator 10: sub-indicator 9.6 does not belong to it.");

    [Fact]
    public void An_alias_of_two_indicators() =>
        Refused(Book, b => List(b, "indicators")[0]!["aliases"] = new JsonArray("การใช้ งบประมาณ"), "name or alias \"การใช้ งบประมาณ\" is said more than once among the indicators (1, 2), but it must be unambiguous.");

    [Fact]
    public void Levels_that_do_not_descend() =>
        Refused(Book, b => List(b, "levels")[3]!["atLeast"] = 90, "level improve: atLeast is 90, but levels must descend and pass before it has 85.");

    [Fact]
    public void A_level_that_can_never_be_reached() =>
        Refused(Book, b => List(b, "levels")[1]!.AsObject().Remove("eachToolAtLeast"), "level pass: atLeast is 85, but levels must descend and good before it has 85.");

    [Fact]
    public void A_hole_below_the_last_level() =>
        Refused(Book, b => List(b, "levels")[4]!["atLeast"] = 10, "level improve-urgently: atLeast is 10, but the last level must take every score from 0 without a condition, or there is a hole below it.");

    [Fact]
    public void A_level_above_100() => Refused(Book, b => List(b, "levels")[0]!["atLeast"] = 950, "level excellent: atLeast is 950 and eachToolAtLeast is 95, but scores lie between 0 and 100.");

    [Fact]
    public void A_scale_that_does_not_rise() =>
        Refused(Book, b => List(b, "scales")[0]!["points"] = new JsonArray(0, 20, 20, 60, 80, 100), "scale six-step: points are 0, 20, 20, 60, 80, 100, but they must rise from 0 to 100.");

    [Fact]
    public void A_sample_of_nobody() =>
        Refused(Book, b => List(b, "sampleMinima")[1]!["minimum"] = 0, "sampleMinima EIT: minimum is 0 and share is , but a minimum is above 0 and a share between 0 and 1.");

    [Fact]
    public void A_sample_that_is_unknown_and_known() =>
        Refused(Book, b => List(b, "sampleMinima")[0]!["minimum"] = 20, "sampleMinima IIT: certainty is unknown, but minimum and share are given.");

    [Fact]
    public void A_calendar_out_of_order() =>
        Refused(Book, b => (List(b, "calendar")[1]!["from"], List(b, "calendar")[1]!["to"]) = ("2023-07-30", "2023-07-30"), "calendar announced: from is 2023-07-30, but entries stand in order of time and the one before begins 2024-01-01.");

    [Fact]
    public void A_calendar_entry_that_ends_before_it_begins() =>
        Refused(Book, b => List(b, "calendar")[0]!["to"] = "2023-12-31", "calendar assessment: from is 2024-01-01 and to is 2023-12-31, but both are given or neither, and to is not before from.");

    [Fact]
    public void A_calendar_without_the_announcement() => Refused(Book, b => List(b, "calendar").RemoveAt(1), "calendar has 0 entries of kind announced, but it must have one; where the day is not known, one without dates and with certainty unknown.");

    [Fact]
    public void A_calendar_entry_of_unknown_kind() =>
        Refused(Book, b => List(b, "calendar")[0]!["kind"] = "party", "calendar: kind is \"party\"; known are calendar-published, assessment, register, disclosure, surveys, scoring, clarification, confirmation, announced.");

    [Fact]
    public void A_date_that_is_unknown_and_known() =>
        Refused(Book, b => List(b, "calendar")[1]!["source"]!["certainty"] = "unknown", "calendar announced: certainty is unknown, but the dates are given.");

    [Fact]
    public void A_source_from_nowhere() => Refused(Book, b => b["levels"]!["source"]!["from"] = " ", "the source of levels says from nowhere; name an announcement, a page or a seed.");

    [Fact]
    public void Too_many_places() => Refused(Book, b => b["places"] = 9, "places is 9, but it must lie between 0 and 6.");

    [Fact]
    public void A_negative_tolerance() => Refused(Book, b => b["tolerance"] = -1, "tolerance is -1, but it must lie between 0 and 1.");

    [Fact]
    public void An_id_of_another_year() => Refused(Book, b => b["id"] = "ita-2566", "id is \"ita-2566\", but in this folder it must be \"ita-2567\".");

    [Fact]
    public void A_year_of_another_folder() => Refused(Book, b => b["year"] = 2566, "year is 2566, but the folder is 2567.");

    [Fact]
    public void A_year_of_the_common_era() => Refused(Book, b => b["year"] = 2024, "year is 2024, but a fiscal year lies between 2500 and 2700 (Buddhist era).");

    [Fact]
    public void A_question_out_of_its_place() => Refused(Inside, q => Entry(q, 0)["code"] = "i7", "question i7: code must be \"i1\" in this place.");

    [Fact]
    public void A_question_of_an_indicator_the_year_does_not_have() => Refused(Inside, q => Entry(q, 0)["indicator"] = 11, "question i1: indicator is 11, which this year does not have.");

    [Fact]
    public void A_question_under_another_tools_indicator() => Refused(Inside, q => Entry(q, 0)["indicator"] = 6, "question i1: indicator is 6, which belongs to EIT, not to IIT.");

    [Fact]
    public void A_question_on_an_unknown_scale() => Refused(Inside, q => Entry(q, 0)["scale"] = "ten-step", "question i1: scale is \"ten-step\"; known are six-step, yes-no.");

    [Fact]
    public void Options_that_do_not_match_the_scale() => Refused(Inside, q => Entry(q, 0)["scale"] = "yes-no", "question i1: there are 6 options, but scale yes-no has 2 points.");

    [Fact]
    public void A_mixed_question_that_reverses_nothing() =>
        Refused(Inside, q => Entry(q, 0)["direction"] = "mixed", "question i1: reversedSubItems are , but a mixed question, and no other, names some of its 0 sub-items there.");

    [Fact]
    public void Two_questions_of_one_kind() =>
        Refused(Outside, q => Entry(q, 0)["kind"] = "iit-steps-and-time", "kind \"iit-steps-and-time\" occurs 2 times among the questions (i1, e1), but it must be unique.");

    [Fact]
    public void A_kind_that_is_not_a_slug() => Refused(Inside, q => Entry(q, 0)["kind"] = "Steps", "question i1: kind is \"Steps\", but a kind is lower-case English words joined by hyphens.");

    [Fact]
    public void Questions_that_are_unknown_and_known() =>
        Refused(Inside, q => q["source"]!["certainty"] = "unknown", "there are 15 questions, but the certainty of the list is unknown.");

    [Fact]
    public void A_survey_under_the_wrong_name() => Refused(Inside, q => q["tool"] = "EIT", "tool is \"EIT\", but the internal survey is IIT.");

    [Fact]
    public void Two_items_of_one_number() => Refused(Items, d => Item(d, 1)["code"] = "O1", "item O1: code must be \"O2\" in this place.");

    [Fact]
    public void Two_items_of_one_kind() =>
        Refused(Items, d => Item(d, 9)["also"] = new JsonArray("structure"), "kind \"structure\" occurs 2 times among the items (O1, O10), but it must be unique.");

    [Fact]
    public void An_item_in_no_sub_indicator() => Refused(Items, d => Item(d, 0)["subIndicator"] = "9.9", "item O1: subIndicator is \"9.9\"; known are 9.1, 9.2, 9.3, 9.4, 9.5, 10.1, 10.2.");

    [Fact]
    public void A_sub_indicator_without_items() =>
        Refused(
            Items,
            d =>
            {
                for (var i = 31; i < 35; i++)
                {
                    Item(d, i)["subIndicator"] = "10.1";
                }
            },
            "sub-indicator 10.2 of rulebook.json has no item.");

    [Fact]
    public void An_alias_of_two_items() =>
        Refused(Items, d => Item(d, 1)["aliases"] = new JsonArray("E-SERVICE"), "name or alias \"E-SERVICE\" is said more than once among the items (O2, O13), but it must be unambiguous.");

    [Fact]
    public void An_item_without_a_title() => Refused(Items, d => Item(d, 1)["title"] = "", "item O2: title is empty.");

    [Fact]
    public void Elements_without_a_source() => Refused(Items, d => Item(d, 0).AsObject().Remove("elementsSource"), "item O1: it has 3 elements, but the certainty of its elements is unknown.");

    [Fact]
    public void A_question_no_issue_uses() => Refused(Issues, i => i["issues"]![0]!["questions"] = new JsonArray("i1", "i2"), "i3 is used by no issue, but every question and item is used exactly once.");

    [Fact]
    public void An_item_two_issues_use() =>
        Refused(Issues, i => i["issues"]![0]!["items"]!.AsArray().Add("O15"), "O15 is used by issues 1, 5, but every question and item is used exactly once.");

    [Fact]
    public void An_issue_that_uses_what_the_year_does_not_have() => Refused(Issues, i => i["issues"]![0]!["items"]!.AsArray().Add("O43"), "issue 1 uses O43, which this year does not have.");

    [Fact]
    public void Issues_numbered_twice() => Refused(Issues, i => i["issues"]![5]!["no"] = 2, "the issues are 1, 2, 3, 4, 5, 2, 7, but they must be numbered from 1 in order.");

    [Fact]
    public void A_misspelt_member() => Unreadable("\"weight\": 0.3", "\"wieght\": 0.3", "wieght");

    [Fact]
    public void A_missing_member() => Unreadable("\"places\": 2,", "", "places");

    [Fact]
    public void A_repeated_member() => Unreadable("\"places\": 2,", "\"places\": 2, \"places\": 3,", "places");

    [Fact]
    public void A_null_member() => Unreadable("\"id\": \"ita-2567\"", "\"id\": null", "The line reads: \"id\": null");

    [Fact]
    public void A_member_in_other_letters() => Unreadable("\"places\": 2,", "\"Places\": 2,", "Places");

    [Fact]
    public void A_value_of_another_type() => Unreadable("\"places\": 2,", "\"places\": \"two\",", "$.places: ");

    [Fact]
    public void A_certainty_that_is_a_number() => Unreadable("\"certainty\": \"verified\"", "\"certainty\": 0", "certainty");

    [Fact]
    public void A_certainty_that_does_not_exist() => Unreadable("\"certainty\": \"verified\"", "\"certainty\": \"certain\"", "\"certain\"");

    [Fact]
    public void A_file_that_is_missing()
    {
        var files = RuleFiles.Bytes("2567");
        files.Remove(Issues);

        Assert.Equal("rules/ita/2567/issues.json: the file is missing.", Assert.Single(RulebookReader.Read("rules/ita/2567", files).Problems).ToString());
    }

    [Fact]
    public void A_file_that_is_cut()
    {
        var files = RuleFiles.Bytes("2567");
        files[Issues] = files[Issues][..100];

        Assert.StartsWith("rules/ita/2567/issues.json: line ", Assert.Single(RulebookReader.Read("rules/ita/2567", files).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_year()
    {
        var problems = RulebookReader.Read("rules/ita/next", RuleFiles.Bytes("2567")).Problems;

        Assert.Contains("the folder is called \"next\"", Assert.Single(problems).Text, StringComparison.Ordinal);
    }

    private static JsonArray List(JsonNode book, string name) => book[name]!["list"]!.AsArray();

    private static JsonNode Entry(JsonNode survey, int index) => survey["questions"]![index]!;

    private static JsonNode Item(JsonNode disclosure, int index) => disclosure["items"]![index]!;

    private static void Refused(string file, Action<JsonNode> corrupt, string says)
    {
        var files = RuleFiles.Bytes("2567");
        var node = JsonNode.Parse(files[file])!;
        corrupt(node);
        files[file] = Encoding.UTF8.GetBytes(node.ToJsonString());

        var reading = RulebookReader.Read("rules/ita/2567", files);

        Assert.Null(reading.Rulebook);
        Assert.Contains($"rules/ita/2567/{file}: {says}", reading.Problems.Select(p => p.ToString()));
    }

    private static void Unreadable(string text, string becomes, string says)
    {
        var files = RuleFiles.Bytes("2567");
        var before = Encoding.UTF8.GetString(files[Book]);
        var at = before.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{text} is not in the file.");
        files[Book] = Encoding.UTF8.GetBytes(before[..at] + becomes + before[(at + text.Length)..]);

        var problem = Assert.Single(RulebookReader.Read("rules/ita/2567", files).Problems);

        Assert.Equal("rules/ita/2567/rulebook.json", problem.File);
        Assert.StartsWith("line ", problem.Text, StringComparison.Ordinal);
        Assert.Contains(says, problem.Text, StringComparison.Ordinal);
    }
}
