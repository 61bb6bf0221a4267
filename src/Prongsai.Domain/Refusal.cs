namespace Prongsai.Domain;

/// <summary>
/// A fact that stands in the way of what a person asked for, named by its type and worded, in Thai, for the person at the screen.
/// A refusal is expected; a bug is an exception. <see cref="Text"/> never holds personal data.
/// </summary>
public abstract record Refusal(string Text);

/// <summary>Either a value or the refusal that stood in its way.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOk => Refusal is null;

    /// <exception cref="InvalidOperationException">The result is a refusal.</exception>
    public T Value => IsOk ? value! : throw new InvalidOperationException($"No value: {Refusal.GetType().Name}.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
