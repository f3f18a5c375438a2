namespace FaultSimulator.People;

/// <summary>What befalls the desk and its customers in a run besides their work; each run has some of it, or none.</summary>
[Flags]
internal enum Circumstances
{
    /// <summary>People write and work, and nothing else.</summary>
    None = 0,

    /// <summary>Customers remove or block the app, and most of them come back.</summary>
    Absences = 1,

    /// <summary>A customer has set quiet hours, which end soon.</summary>
    QuietHours = 2,

    /// <summary>A channel of the desk is deleted.</summary>
    LostChannel = 4,

    /// <summary>Customers send pictures and files with their words.</summary>
    Files = 8,
}
