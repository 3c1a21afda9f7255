# Shared by the scripts in this folder: finds JDK 25, builds when something changed, says what is missing.
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

is_jdk25() { [ -x "$1/bin/javac" ] && [ -f "$1/release" ] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$1/release"; }

find_jdk() {
    local home
    if command -v javac >/dev/null 2>&1; then
        home="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"
    fi
    for home in "${JAVA_HOME:-}" "${home:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/*jdk*25* /opt/java*; do
        if [ -n "$home" ] && is_jdk25 "$home"; then
            export JAVA_HOME="$home" PATH="$home/bin:$PATH"
            return 0
        fi
    done
    die "Meridian needs JDK 25, which is not in the usual places. Install it (for example Temurin 25) and set JAVA_HOME to its folder."
}

need_maven() {
    command -v mvn >/dev/null 2>&1 || die "Meridian is built by Maven 3.8 or newer, which is not on the PATH. On Debian: apt-get install maven"
}

# One line a step of a build, so that a long one is seen to move.
show_build() {
    awk -v tty="$([ -t 2 ] && echo 1)" '
        /Downloaded from/ { n++; if (tty && n % 10 == 0) { printf "\r  libraries fetched: %d ", n > "/dev/stderr"; fflush("/dev/stderr") } next }
        /Building Meridian/ { sub(/^.*Building /, ""); sub(/ +\[.*$/, ""); printf "%s  building %s\n", (tty ? "\r" : ""), $0 > "/dev/stderr"; next }
        /ERROR|BUILD FAILURE/ { print > "/dev/stderr" }'
}

built_jar() { printf '%s' "$here/app/target/meridian.jar"; }

# One at a time: two builds in one folder write the same files. What is started meanwhile does not inherit the lock.
alone() {
    local lock="$here/var/build.lock"
    if ! command -v flock >/dev/null 2>&1 || ! { mkdir -p "$here/var" && : >>"$lock"; } 2>/dev/null; then "$@"; return; fi
    exec 7>"$lock"
    flock -n 7 || { say "Another build is under way in this folder; waiting for it …"; flock 7; }
    "$@" 7>&-
    exec 7>&-
}

build() {
    local jar; jar="$(built_jar)"
    if [ -f "$jar" ] && [ -z "$(find "$here/pom.xml" "$here"/{postgres,codegen,db,app}/{pom.xml,src/main} -newer "$jar" -print -quit 2>/dev/null)" ]; then return 0; fi
    need_maven
    say "Building Meridian (the first time fetches its libraries and takes a few minutes) …"
    ( cd "$here" && set -o pipefail && mvn -B -DskipTests -Dmaven.test.skip=true package 2>&1 | show_build ) || die "The build failed; run 'mvn package' to see all of it."
    [ -f "$jar" ] || die "The build left no $jar."
}

find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do command -v "$name" 2>/dev/null && return 0; done
    return 1
}

has_chinese_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family | head -1)" ]; }

tests_classpath() { printf '%s' "$here/app/target/test-classpath"; }

# Compiles the tests too, for the programs that live among them (shots, bench).
build_tests() { alone compile_tests; }

compile_tests() {
    local list; list="$(tests_classpath)"
    if [ -f "$list" ] && [ -d "$here/app/target/test-classes/meridian/bench" ] && [ -z "$(find "$here/pom.xml" "$here"/{postgres,codegen,db,app}/{pom.xml,src} -newer "$list" -print -quit 2>/dev/null)" ]; then return 0; fi
    need_maven
    say "Building …"
    ( cd "$here" && mvn -B -q -ntp -pl app -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test 2>&1 | grep -E 'ERROR|BUILD' >&2; exit "${PIPESTATUS[0]}" ) || die "The build failed; run 'mvn test-compile' to see all of it."
    touch "$list"
}

# Runs a class of the tests' folder: run_test_class [JVM flags] CLASS [arguments]
run_test_class() {
    cd "$here"
    exec java -Xmx512m -Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED \
        -cp "app/target/test-classes:app/target/classes:db/target/classes:postgres/target/classes:$(cat "$(tests_classpath)")" "$@"
}

# What lives as long as a page or a piece of an import finds room among the survivors; otherwise the whole heap fills with what nobody needs.
JVM_FLAGS=(-Xmx256m -Xss512k -XX:+UseSerialGC -XX:SurvivorRatio=3 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=4 -XX:MaxMetaspaceSize=192m
    --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -Djava.awt.headless=true)
# Never jdk.reflect.useNativeAccessorOnly here, however much sooner it starts: a virtual thread that waits beneath a native call holds its carrier,
# and as many of them as there are processors stop everybody for good.

# Unpacks the built jar beside itself and, once for each build, records what a start needs (an ahead-of-time cache).
prepare() { alone make_ready "$@"; }

make_ready() {
    build
    local jar stamp run; jar="$(built_jar)"; run="$here/app/target/run"
    stamp="$(cksum <"$jar")"
    if [ "$(cat "$run/stamp" 2>/dev/null)" != "$stamp" ]; then
        rm -rf "$run"
        java -Djarmode=tools -jar "$jar" extract --destination "$run" >/dev/null || die "The built jar cannot be unpacked."
        # Uncompressed: every start reads all its classes.
        ( cd "$run" && mkdir classes && cd classes && jar xf ../meridian.jar && jar --create --no-compress --file ../meridian.jar --manifest META-INF/MANIFEST.MF . ) || die "The built jar cannot be packed anew."
        rm -rf "$run/classes"
        printf '%s' "$stamp" >"$run/stamp"
    fi
    if [ "${1:-}" = fast ] && [ ! -f "$run/meridian.aot" ] && [ ! -f "$run/meridian.aot.failed" ]; then
        say "Preparing a quick start (once after a build) …"
        # What a preparation that was cut off left behind is begun anew.
        if [ -f "$run/plain.jar" ]; then mv "$run/plain.jar" "$run/meridian.jar"; fi
        cp "$run/meridian.jar" "$run/copied.jar" && mv "$run/copied.jar" "$run/plain.jar"
        # What is written is first laid out in as much address space as classes may take: more than a run needs.
        if ! wire "$run" >"$run/wiring.log" 2>&1 || ! java "${JVM_FLAGS[@]}" -XX:MaxMetaspaceSize=512m -XX:AOTCacheOutput="$run/meridian.aot" -jar "$run/meridian.jar" rehearse >"$run/rehearse.log" 2>&1 || [ ! -f "$run/meridian.aot" ]; then
            rm -f "$run/meridian.aot"
            mv "$run/plain.jar" "$run/meridian.jar"
            touch "$run/meridian.aot.failed"
            say "  left out (see $run/wiring.log and $run/rehearse.log); Meridian starts a little slower."
        fi
        rm -f "$run/plain.jar"
    fi
}

# Has the classes written that make the application's beans (meridian.Wiring), and adds them to the jar.
wire() {
    local run="$1" written="$1/wiring"
    rm -rf "$written"
    java -Xmx512m -XX:TieredStopAtLevel=1 -cp "$run/meridian.jar" org.springframework.boot.SpringApplicationAotProcessor \
        meridian.Wiring "$written/sources" "$written/resources" "$written/classes" meridian meridian || return 1
    find "$written/sources" -name '*.java' >"$written/list"
    javac -J-Xmx512m -J-XX:TieredStopAtLevel=1 -proc:none -nowarn -parameters -encoding UTF-8 -cp "$run/meridian.jar:$written/classes" -d "$written/classes" "@$written/list" || return 1
    jar --update --no-compress --file "$run/meridian.jar" -C "$written/classes" . || return 1
    rm -rf "$written"
}

launch() {
    local run="$here/app/target/run" cache=()
    [ -f "$run/meridian.aot" ] && cache=(-XX:AOTCache="$run/meridian.aot")
    exec java "${cache[@]}" "${JVM_FLAGS[@]}" -Dmeridian.home="$here" ${MERIDIAN_JVM_FLAGS:-} -jar "$run/meridian.jar" "$@"
}
