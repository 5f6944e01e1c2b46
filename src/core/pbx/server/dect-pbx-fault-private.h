/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/server/dect-pbx-request-private.h"

G_BEGIN_DECLS

/**
 * DectPbxFaultPoint:
 * @DECT_PBX_FAULT_BEFORE: the request is read, nothing has begun
 * @DECT_PBX_FAULT_IN: everything is written, nothing is committed
 * @DECT_PBX_FAULT_AFTER: it is on disk, nothing is answered
 *
 * Moments at which a server may die or fail.
 */
typedef enum
{
  DECT_PBX_FAULT_BEFORE,
  DECT_PBX_FAULT_IN,
  DECT_PBX_FAULT_AFTER,
} DectPbxFaultPoint;

/**
 * dect_pbx_fault_point: does nothing. There is no switch: a test links a function of this name in
 * front of the library's (tests/support/pbx-fault.c), which may then wait, die, hang up or change
 * the answer; what is shipped has only the empty one.
 */
void dect_pbx_fault_point (DectPbxFaultPoint point,
                           DectPbxRequest   *request);

G_END_DECLS
