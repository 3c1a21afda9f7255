package meridian.identity;

/** What can be asked of somebody's roles. Code asks for a permission, never for a role. */
public enum Permission {
    /** See the project: charter, team, resources, plan, reports. */
    READ,
    READ_BOARD,
    /** See which promises were kept: of the party it is held for, or of all. */
    READ_PROMISES,
    EDIT_CHARTER,
    MANAGE_TEAM,
    /** Change what the project is called, when and where it is, and how often it is reported on. */
    MANAGE_PROJECT,
    /** Change by which clock and ladder each kind of duty runs. */
    SET_CLOCKS,
    MANAGE_RESOURCES,
    EDIT_TOOL_RULES,
    MOVE_STAGE,
    WAIVE_GATE,
    APPROVE,
    /** Change the structure of the plan; held for a party, within that party's tasks. */
    EDIT_PLAN,
    /** Split a package among executors and offer tasks to them. */
    DISPATCH,
    IMPORT_PLAN,
    /** Do one's own tasks: accept, return, report, complete. */
    DO_TASKS,
    /** File and check reports for others of the party. */
    REPORT_FOR_OTHERS,
    MEASURE,
    /** Ask for a resource, for oneself or for the party. */
    PREPARE_REQUEST,
    /** Say for a party what it can give, and that it has been given. */
    CONSENT_REQUEST,
    ANSWER_REQUEST,
    RAISE_DISPUTE,
    RESOLVE_DISPUTE,
    /** Speak for a party in a dispute: state its case, acknowledge the resolution. */
    ACKNOWLEDGE,
    /** Sign for a party: say what it is ready for, what it commits itself to, and that it agrees to the plan. */
    SIGN,
    INSTRUCT,
    /** Give a week its words, and issue the one-pager made of it. */
    ISSUE_ONE_PAGER,
    /** Call a meeting; held for the whole project, change anybody’s. */
    CALL_MEETING,
    /** Raise an emergency and take part in dealing with one. */
    RAISE_EMERGENCY,
    /** Judge a solution like who raised the emergency, and keep the emergency group. */
    LEAD_EMERGENCY,
    /** Say what may happen: for the party it is held for, or for any. */
    RAISE_RISK,
    /** Submit a party’s risks of the week. */
    SUBMIT_RISKS,
    /** Rate risks and set the bands they are read by. */
    ASSESS_RISKS,
    /** Change a party’s risks, say what is done about them and how they ended. */
    MANAGE_RISKS,
    /** Look at a party’s work while it is being done, and say what is wrong with it. */
    CHECK_QUALITY,
    /** Settle what any quality check found. */
    LEAD_QUALITY,
    /** Prepare the application for a party’s deliverable to be accepted. */
    PREPARE_ACCEPTANCE,
    /** Submit it for the party. */
    APPLY_ACCEPTANCE,
    /** Convene the panels that judge, and see that what failed is put right. */
    CONVENE_ACCEPTANCE,
    COMMENT,
    EXPORT
}
