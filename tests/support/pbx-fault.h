/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/server/dect-pbx-fault-private.h"

G_BEGIN_DECLS

/**
 * TestPbxFault:
 * @point: the moment
 * @request: the request; its answer may be changed
 * @user_data: as given
 */
typedef void (*TestPbxFault) (DectPbxFaultPoint point,
                              DectPbxRequest   *request,
                              gpointer          user_data);

/**
 * test_pbx_fault_set: what the embedded PBX of this process does at each moment of a request from now
 * on, in its own thread; %NULL is nothing. Takes the place of the library's empty function.
 */
void test_pbx_fault_set (TestPbxFault fault,
                         gpointer     user_data);

G_END_DECLS
