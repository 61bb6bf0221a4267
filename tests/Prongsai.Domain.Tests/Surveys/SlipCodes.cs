using Prongsai.Domain.Surveys;

namespace Prongsai.Domain.Tests.Surveys;

public sealed class SlipCodes
{
    private const string Signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    [Fact]
    public void Every_single_wrong_character_and_every_swap_of_neighbours_is_noticed()
    {
        for (var n = 0; n < 50; n++)
        {
            var code = SlipCode.New();
            Assert.Equal(code, SlipCode.Read(SlipCode.Written(code)));
            for (var i = 0; i < code.Length; i++)
            {
                foreach (var other in Signs.Where(c => c != code[i]))
                {
                    Assert.Null(SlipCode.Read(code[..i] + other + code[(i + 1)..]));
                }
                if (i > 0 && code[i] != code[i - 1])
                {
                    Assert.Null(SlipCode.Read(code[..(i - 1)] + code[i] + code[i - 1] + code[(i + 1)..]));
                }
            }
        }
    }

    [Theory]
    [InlineData("ฟหกด", SlipFault.ThaiLetters, 0, 0, "", 0)]
    [InlineData("K7M2๐-9QX4R", SlipFault.ThaiLetters, 0, 0, "", 0)]
    [InlineData("k7m0p-9qx4r", SlipFault.StrangeSign, 1, 4, "0", 0)]
    [InlineData("K7M2P9QXO", SlipFault.StrangeSign, 2, 4, "O", 0)]
    [InlineData("K7M2P-9QX4", SlipFault.GroupLength, 2, 0, "", 4)]
    [InlineData("K7M2PP 9QX4R", SlipFault.GroupLength, 1, 0, "", 6)]
    [InlineData("K7M2P9QX4", SlipFault.Length, 0, 0, "", 9)]
    [InlineData("K7-M2-P9", SlipFault.Length, 0, 0, "", 6)]
    [InlineData("-", SlipFault.Length, 0, 0, "", 0)]
    public void Says_which_group_does_not_fit(string typed, SlipFault fault, int group, int place, string sign, int count)
    {
        Assert.Null(SlipCode.Read(typed));
        Assert.Equal(new SlipMistake(fault, group, place, sign, count), SlipCode.MistakeIn(typed));
    }

    [Fact]
    public void Says_that_the_check_character_does_not_fit()
    {
        var code = SlipCode.New();
        var wrong = code[..3] + (code[3] == 'A' ? 'B' : 'A') + code[4..];
        Assert.Equal(new SlipMistake(SlipFault.Check, Sign: code[^1..]), SlipCode.MistakeIn(SlipCode.Written(wrong).ToLowerInvariant()));
        // Never throws and never takes long, whatever is typed.
        Assert.Equal(SlipFault.Length, SlipCode.MistakeIn(new string('2', 100_000)).Fault);
        Assert.Equal(SlipFault.StrangeSign, SlipCode.MistakeIn("😀2").Fault);
    }

    [Fact]
    public void Reads_what_people_type_and_nothing_else()
    {
        var code = SlipCode.New();
        Assert.Equal(code, SlipCode.Read($" {code[..5].ToLowerInvariant()} - {code[5..]} "));
        Assert.Null(SlipCode.Read(null));
        Assert.Null(SlipCode.Read(""));
        Assert.Null(SlipCode.Read(code[..9]));
        Assert.Null(SlipCode.Read(code + code));
        Assert.Null(SlipCode.Read("0" + code[1..]));
        Assert.Null(SlipCode.Read(new string('2', 100_000)));
    }
}
