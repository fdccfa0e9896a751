package dev.firstlight.core;

/**
 * Something wrong in a document.
 *
 * @param pointer where, as an RFC 6901 JSON pointer from the document's root
 * @param detail what is wrong and how to put it right, one sentence
 */
public record Problem(String pointer, String detail) {

    /**
     * The pointer to a member.
     *
     * @param parent the pointer of the object that holds it
     * @param name the member's name, as it is in the document
     */
    public static String at(String parent, String name) {
        return parent + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer to an element of the list at {@code parent}. */
    public static String at(String parent, int index) {
        return parent + '/' + index;
    }
}
