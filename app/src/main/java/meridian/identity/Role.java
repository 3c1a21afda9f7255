package meridian.identity;

import static meridian.identity.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/** The roles of the playbook and what each permits: for the party it is held for, or for the whole project. */
public enum Role {
    CHIEF_COORDINATOR(READ, READ_BOARD, READ_PROMISES, EDIT_CHARTER, MANAGE_PROJECT, MANAGE_TEAM, SET_CLOCKS, MANAGE_RESOURCES, EDIT_TOOL_RULES, MOVE_STAGE, EDIT_PLAN,
            DISPATCH, IMPORT_PLAN, DO_TASKS, REPORT_FOR_OTHERS, MEASURE, PREPARE_REQUEST, ANSWER_REQUEST, RAISE_DISPUTE, RESOLVE_DISPUTE, INSTRUCT, CALL_MEETING, RAISE_EMERGENCY, LEAD_EMERGENCY, RAISE_RISK, SUBMIT_RISKS,
            ASSESS_RISKS, MANAGE_RISKS, CHECK_QUALITY, LEAD_QUALITY, COMMENT, EXPORT),
    SPONSOR(READ, READ_BOARD, READ_PROMISES, WAIVE_GATE, MOVE_STAGE, APPROVE, ANSWER_REQUEST, RESOLVE_DISPUTE, INSTRUCT, CALL_MEETING, RAISE_EMERGENCY, LEAD_EMERGENCY, RAISE_RISK, COMMENT, EXPORT),
    LEAD(READ, READ_BOARD, READ_PROMISES, MANAGE_TEAM, EDIT_PLAN, DISPATCH, DO_TASKS, REPORT_FOR_OTHERS, MANAGE_RESOURCES, MEASURE, PREPARE_REQUEST, CONSENT_REQUEST, RAISE_DISPUTE,
            ACKNOWLEDGE, SIGN, CALL_MEETING, RAISE_EMERGENCY, RAISE_RISK, SUBMIT_RISKS, MANAGE_RISKS, CHECK_QUALITY, COMMENT, EXPORT),
    SUPPORT_HEAD(READ, READ_BOARD, READ_PROMISES, MANAGE_RESOURCES, DO_TASKS, PREPARE_REQUEST, CONSENT_REQUEST, RAISE_DISPUTE, ACKNOWLEDGE, SIGN, CALL_MEETING, RAISE_EMERGENCY, RAISE_RISK, SUBMIT_RISKS, MANAGE_RISKS, CHECK_QUALITY, COMMENT, EXPORT),
    BUSINESS_COORDINATOR(READ, READ_BOARD, MANAGE_RESOURCES, DO_TASKS, PREPARE_REQUEST, RAISE_DISPUTE, CALL_MEETING, RAISE_EMERGENCY, RAISE_RISK, COMMENT, EXPORT),
    EXECUTOR(READ, DO_TASKS, MEASURE, PREPARE_REQUEST, RAISE_EMERGENCY, RAISE_RISK, COMMENT),
    TECHNICAL_SUPPORT(READ, DO_TASKS, PREPARE_REQUEST, RAISE_EMERGENCY, RAISE_RISK, CHECK_QUALITY, COMMENT),
    REVIEWER(READ, RAISE_EMERGENCY, RAISE_RISK, CHECK_QUALITY, COMMENT),
    /** Sees only what is shared with them: the tasks they own or help with. */
    GUEST(DO_TASKS);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Set.copyOf(EnumSet.of(permissions[0], permissions));
    }

    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }

    /** Whether a person holds it for one party rather than for the whole project. */
    public boolean ofParty() {
        return this == LEAD || this == EXECUTOR || this == SUPPORT_HEAD;
    }
}
