namespace SupportBot.Tickets;

/// <summary>How many people the trouble touches.</summary>
public enum Affected
{
    /// <summary>The writer alone.</summary>
    OnlyMe,

    /// <summary>A few people or a team.</summary>
    Several,

    /// <summary>Everybody.</summary>
    Everyone,
}

/// <summary>Whether people can go on working.</summary>
public enum WorkBlocked
{
    /// <summary>Work goes on.</summary>
    No,

    /// <summary>Work goes on with difficulty.</summary>
    Partly,

    /// <summary>Work stands still.</summary>
    Yes,
}

/// <summary>How pressing a ticket is, from P1 down to P4.</summary>
public enum Priority
{
    /// <summary>Everybody is stopped.</summary>
    P1 = 1,

    /// <summary>High.</summary>
    P2,

    /// <summary>Normal.</summary>
    P3,

    /// <summary>Low.</summary>
    P4,
}

/// <summary>Impact times urgency, as the house rules fold it to three by three (House defaults, "priority").</summary>
public static class Priorities
{
    /// <summary>The priority of trouble that touches so many people and stops so much of their work.</summary>
    public static Priority Of(Affected impact, WorkBlocked urgency) => ((int)impact, (int)urgency) switch
    {
        (2, 2) => Priority.P1,
        (2, 1) or (1, 2) => Priority.P2,
        (1, 1) or (2, 0) or (0, 2) => Priority.P3,
        _ => Priority.P4,
    };
}
