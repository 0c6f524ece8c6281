package barua.press;

import com.google.javascript.jscomp.AbstractCommandLineRunner;
import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.CompilationLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.ChunkOutputType;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.CompilerOptions.Reach;
import com.google.javascript.jscomp.DependencyOptions;
import com.google.javascript.jscomp.DiagnosticGroups;
import com.google.javascript.jscomp.JSChunk;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.ModuleIdentifier;
import com.google.javascript.jscomp.PropertyRenamingPolicy;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.VariableRenamingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * One script for every page out of its modules; one for the composer, which is fetched when a letter is first written, one for the pages of filters,
 * and one that helps in searching: all share the modules of the first.
 */
final class Scripts {

    private static final String PAGE = "barua";
    private static final String COMPOSER = "composer";
    private static final String FILTERS = "filters";
    private static final String SEARCH = "search";
    /** Shapes are told where they are not plain, not everywhere. */
    private static final Set<String> TASTE = Set.of("JSC_MISSING_JSDOC", "JSC_MISSING_RETURN_JSDOC", "JSC_MISSING_PARAMETER_JSDOC",
            "JSC_MISSING_NULLABILITY_MODIFIER_JSDOC", "JSC_NULLABILITY_MODIFIER_MISSING_JSDOC");
    /** Where the modules lie under the folder of assets. */
    static final List<String> ENTRIES = List.of("barua.js", "composer/composer.js", "filters/filters.js", "search/search.js");

    /** What a window lends to all that runs in it, and the compiler knows of the window only. */
    private static final String BROWSER = "var addEventListener, removeEventListener, getSelection, localStorage, sessionStorage, matchMedia, print;";

    private final Compiler compiler = new Compiler();
    private final CompilerOptions options = new CompilerOptions();

    private Scripts() {
    }

    /** The scripts by name. @param named the name under which a file of that name and content is packed */
    static Map<String, String> pressed(Path assets, BinaryOperator<String> named) throws IOException {
        Scripts scripts = new Scripts();
        List<JSChunk> chunks = scripts.compile(assets);
        if (!scripts.compiler.getErrors().isEmpty()) {
            throw new IOException("the scripts do not compile: " + scripts.compiler.getErrors());
        }
        Map<String, String> out = new LinkedHashMap<>();
        for (JSChunk chunk : chunks) {
            String script = scripts.compiler.toSource(chunk);
            String page = out.get(PAGE + ".js");
            out.put(chunk.getName() + ".js", page == null ? script : script.replace("./" + PAGE + ".js", "./" + named.apply(PAGE + ".js", page)));
        }
        return out;
    }

    /** What the compiler and its linter complain of. */
    static List<String> complaints(Path assets) throws IOException {
        Scripts scripts = new Scripts();
        scripts.options.setWarningLevel(DiagnosticGroups.LINT_CHECKS, CheckLevel.WARNING);
        scripts.options.setWarningLevel(DiagnosticGroups.UNUSED_LOCAL_VARIABLE, CheckLevel.WARNING);
        scripts.options.setWarningLevel(DiagnosticGroups.CHECK_VARIABLES, CheckLevel.WARNING);
        scripts.options.setWarningLevel(DiagnosticGroups.SUSPICIOUS_CODE, CheckLevel.WARNING);
        scripts.options.setWarningLevel(DiagnosticGroups.CHECK_REGEXP, CheckLevel.WARNING);
        scripts.options.setCheckSymbols(true);
        scripts.options.setWarningLevel(DiagnosticGroups.CHECK_TYPES, CheckLevel.OFF);
        scripts.options.setWarningLevel(DiagnosticGroups.MISSING_PROPERTIES, CheckLevel.OFF);
        scripts.compile(assets);
        return Stream.concat(scripts.compiler.getErrors().stream(), scripts.compiler.getWarnings().stream())
                .filter(complaint -> !TASTE.contains(complaint.type().key)).map(JSError::toString).toList();
    }

    private List<JSChunk> compile(Path assets) throws IOException {
        Compiler.setLoggingLevel(java.util.logging.Level.OFF);
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setOptionsForCompilationLevel(options);
        options.setLanguageIn(LanguageMode.ECMASCRIPT_NEXT);
        options.setLanguageOut(LanguageMode.NO_TRANSPILE);
        options.setEmitUseStrict(false);
        options.setTrustedStrings(true);   // the script is a file of its own, never within a page
        options.setAllowDynamicImport(true);
        options.setChunkOutputType(ChunkOutputType.ES_MODULES);
        // Modules are closed worlds, so names may be short; what stands behind a dot is the browser's or the pages' and stays.
        options.setRenamingPolicy(VariableRenamingPolicy.ALL, PropertyRenamingPolicy.OFF);
        options.setRemoveUnusedVariables(Reach.ALL);
        options.setDependencyOptions(DependencyOptions.pruneForEntryPoints(ENTRIES.stream().filter(entry -> Files.exists(assets.resolve(entry)))
                .map(entry -> ModuleIdentifier.forFile("/" + entry)).toList()));
        JSChunk page = new JSChunk(PAGE);
        JSChunk composer = new JSChunk(COMPOSER);
        composer.addDependency(page);
        JSChunk filters = new JSChunk(FILTERS);
        filters.addDependency(page);
        JSChunk search = new JSChunk(SEARCH);
        search.addDependency(page);
        for (Path module : modules(assets)) {
            String name = "/" + assets.relativize(module).toString().replace('\\', '/');
            SourceFile source = SourceFile.fromCode(name, Files.readString(module));
            boolean later = name.startsWith("/composer/") && !name.endsWith("/compose.js") && !name.endsWith("/composing.js");
            (later ? composer : name.startsWith("/filters/") ? filters : name.startsWith("/search/") ? search : page).add(source);
        }
        List<JSChunk> chunks = new ArrayList<>(List.of(page, composer, filters, search));
        List<SourceFile> externs = new ArrayList<>(AbstractCommandLineRunner.getBuiltinExterns(CompilerOptions.Environment.BROWSER));
        externs.add(SourceFile.fromCode("externs.js", BROWSER));
        compiler.compileChunks(externs, chunks, options);
        return chunks;
    }

    static List<Path> modules(Path assets) throws IOException {
        try (Stream<Path> files = Files.walk(assets)) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }
}
