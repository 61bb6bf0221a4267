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
