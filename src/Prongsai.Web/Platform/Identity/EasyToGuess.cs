using System.Text;
using Microsoft.AspNetCore.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// Refuses passwords that everyone tries first. A list of common ones would be long and of other lengths; instead everything that is no
/// secret is struck out (well-known words in both languages, the names of product, office and account, years, runs of the keyboard or the
/// alphabet, repetitions), and something of one's own must be left.
/// </summary>
internal sealed class EasyToGuess(CurrentOrganisation organisation) : IPasswordValidator<Account>
{
    public const string Code = "PasswordEasyToGuess";

    /// <summary>How many characters must be left.</summary>
    private const int Own = 4;

    /// <summary>The rows of the keyboards, and orders everyone knows.</summary>
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "ๅ/-ภถุึคตจขช", "๐๑๒๓๔๕๖๗๘๙๐",
    ];

    private static readonly string[] Common =
    [
        "password", "passwd", "secret", "letmein", "welcome", "iloveyou", "administrator", "admin", "user", "login", "master", "monkey", "dragon", "football", "baseball", "superman", "batman", "princess", "sunshine",
        "shadow", "michael", "jordan", "computer", "internet", "hello", "default", "changeme", "temp", "test", "thailand", "bangkok", "siam", "ita", "oit", "iit", "eit", "prongsai", "nacc", "local", "municipality", "office", "tambon", "amphoe", "changwat",
        "รหัสผ่าน", "รหัส", "ผ่าน", "พาสเวิร์ด", "โปร่งใส", "คุณธรรม", "ประเทศไทย", "กรุงเทพ", "สวัสดี", "ฉันรักเธอ", "รักเธอ", "ผู้ดูแลระบบ", "ผู้ดูแล", "แอดมิน", "เทศบาล", "ตำบล", "อำเภอ", "จังหวัด", "องค์การบริหารส่วน", "อบต", "อบจ", "เริ่มต้น", "ความลับ", "สำนักงาน",
    ];

    /// <summary>Whether nothing of one's own is left.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="known">What anyone could know: the account's name, the office's.</param>
    public static bool Is(string password, IEnumerable<string> known)
    {
        var text = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        foreach (var word in known.SelectMany(k => k.ToLowerInvariant().Split(' ', '.', '-', '_', '@')).Where(k => k.Length >= 3).Concat(Common).OrderByDescending(w => w.Length))
        {
            text = Strike(text, Plain(word));
        }
        var left = Unrepeated(WithoutRuns(text)).Where(c => char.IsLetterOrDigit(c)).ToList();
        return left.Count < Own || left.Distinct().Count() < Own - 1;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        string[] known = [user.UserName ?? "", .. organisation.IsKnown ? (string[])[organisation.Card.Name, organisation.Card.ShortName, organisation.Card.Slug] : []];
        return Task.FromResult(password is not null && Is(password, known) ? IdentityResult.Failed(new IdentityError { Code = Code, Description = Code }) : IdentityResult.Success);
    }

    private static string Strike(string text, string word)
    {
        for (var at = Plain(text).IndexOf(word, StringComparison.Ordinal); at >= 0; at = Plain(text).IndexOf(word, StringComparison.Ordinal))
        {
            text = text.Remove(at, word.Length).Insert(at, "\0");
        }
        return text;
    }

    /// <summary>Digits and signs that stand for letters, as letters.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c }));

    /// <summary>Without four and more neighbours of a keyboard or an order, forwards or backwards, and years.</summary>
    private static string WithoutRuns(string text)
    {
        var kept = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var run = Rows.Concat(Rows.Select(r => new string([.. r.Reverse()]))).Max(row => Along(row, text, at));
            if (run >= 4)
            {
                at += run;
            }
            else if (at + 4 <= text.Length && text[at..(at + 4)] is ['1' or '2', _, _, _] year && year.All(char.IsAsciiDigit) && year[..2] is "19" or "20" or "24" or "25")
            {
                at += 4;
            }
            else
            {
                kept.Append(text[at++]);
            }
        }
        return kept.ToString();
    }

    private static int Along(string row, string text, int at)
    {
        var longest = 0;
        for (var start = row.IndexOf(text[at], StringComparison.Ordinal); start >= 0; start = row.IndexOf(text[at], start + 1))
        {
            var length = 1;
            while (at + length < text.Length && start + length < row.Length && text[at + length] == row[start + length])
            {
                length++;
            }
            longest = Math.Max(longest, length);
        }
        return longest;
    }

    /// <summary>A piece that is repeated counts once.</summary>
    private static string Unrepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            for (var at = 0; at + (2 * length) <= text.Length; at++)
            {
                while (at + (2 * length) <= text.Length && text.AsSpan(at, length).SequenceEqual(text.AsSpan(at + length, length)))
                {
                    text = text.Remove(at + length, length);
                }
            }
        }
        return text;
    }
}
