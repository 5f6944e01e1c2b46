/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * test_pbx_record:
 * @base: base URL of the embedded PBX
 * @message: a message that was answered
 * @request: (nullable): the body that was sent
 * @answer: the body that came
 *
 * Adds the pair as a line of JSON to the file that the environment variable DECT_TEST_RECORD names,
 * for test-contract.py; without it nothing happens.
 */
void test_pbx_record (const char  *base,
                      SoupMessage *message,
                      const char  *request,
                      const char  *answer);

G_END_DECLS
