package dev.firstlight.server.exchange.unleash;

import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import java.util.Set;

/** What attributes are called in Unleash's contexts. */
final class FieldNames {

    static final String LOTS = "Where there is no unit, lots are drawn there at every evaluation.";

    static final Set<String> WORDS = Set.of("default", "random");

    private final Remarks remarks;

    FieldNames(Remarks remarks) {
        this.remarks = remarks;
    }

    /**
     * The field that an attribute is.
     *
     * @param numeric whether it is compared as a number
     */
    String of(String attribute, boolean numeric, String pointer) {
        String field = numeric ? Fields.withoutSuffix(attribute) : attribute;
        if (attribute.equals(Fields.USER_ID)) {
            throw new Refused(pointer, "'userId' is what the targeting key is called there; rename the attribute.");
        }
        if (!numeric && !Fields.withoutSuffix(attribute).equals(attribute)) {
            throw new Refused(pointer, "'" + attribute + "' is a number; compare it as one.");
        }
        if (attribute.equals("region")) {
            remarks.differs(pointer, "Unleash does not know where an application runs; send the property 'region'.");
        }
        if (attribute.indexOf('.') >= 0) {
            remarks.differs(
                    pointer, "There are no objects there; send one property with the name '" + attribute + "'.");
        }
        return attribute.equals(Context.TARGETING_KEY) ? Fields.USER_ID : field;
    }

    /** Of what names a unit. */
    String sticky(String attribute, String pointer) {
        if (WORDS.contains(attribute)) {
            throw new Refused(pointer, "'" + attribute + "' means something else there; rename the attribute.");
        }
        return of(attribute, false, pointer);
    }
}
