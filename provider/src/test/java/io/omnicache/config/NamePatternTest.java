/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "users,users,true",
        "users,user,false",
        "users,users2,false",
        "*,anything at all,true",
        "*,'',true",
        "com.acme.*,com.acme.User,true",
        "com.acme.*,com.acme.sub.User,true",
        "com.acme.*,com.acmeXUser,false",
        "*Region,userRegion,true",
        "*Region,Region,true",
        "*Region,userRegions,false",
        "a*b*c,aXbYbZc,true",
        "a*b*c,acb,false",
        "**,x,true",
        "a*,a,true",
        "[u].*,u.x,false",
        "ü*,üß,true",
        "a?c,abc,false"
    })
    void matches(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void exactNamesThenMoreLiteralsThenFewerWildcardsAreMoreSpecificAndTiesKeepTheirOrder() {
        assertThat(Stream.of("*", "a*b*c", "ab*", "*ab", "abc*", "abc", "ab*c", "x")
                        .map(NamePattern::new)
                        .sorted(NamePattern.MOST_SPECIFIC_FIRST)
                        .map(NamePattern::text))
                .containsExactly("abc", "x", "abc*", "ab*c", "a*b*c", "ab*", "*ab", "*");
    }
}
