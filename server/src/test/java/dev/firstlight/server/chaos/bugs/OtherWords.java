package dev.firstlight.server.chaos.bugs;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.NullUnmarked;

/** Replaces a text in the constants of all methods, those of lambdas too. */
@NullUnmarked // as what it extends
final class OtherWords extends AsmVisitorWrapper.AbstractBase {

    private final String text;
    private final String by;

    OtherWords(String text, String by) {
        this.text = text;
        this.by = by;
    }

    @Override
    public ClassVisitor wrap(
            TypeDescription type,
            ClassVisitor visitor,
            Implementation.Context context,
            TypePool pool,
            FieldList<FieldDescription.InDefinedShape> fields,
            MethodList<?> methods,
            int writerFlags,
            int readerFlags) {
        return new ClassVisitor(Opcodes.ASM9, visitor) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                return method == null ? null : new Words(method);
            }
        };
    }

    private final class Words extends MethodVisitor {
        Words(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String said && said.contains(text)) {
                System.err.println("It says something else: " + by);
                super.visitLdcInsn(said.replace(text, by));
            } else {
                super.visitLdcInsn(value);
            }
        }
    }
}
