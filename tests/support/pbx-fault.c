/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-fault.h"

static GMutex lock;
static TestPbxFault set_fault;
static gpointer set_data;

void
dect_pbx_fault_point (DectPbxFaultPoint point, DectPbxRequest *request)
{
  TestPbxFault fault;
  gpointer data;

  g_mutex_lock (&lock);
  fault = set_fault;
  data = set_data;
  g_mutex_unlock (&lock);
  if (fault != NULL)
    fault (point, request, data);
}

void
test_pbx_fault_set (TestPbxFault fault, gpointer user_data)
{
  g_mutex_lock (&lock);
  set_fault = fault;
  set_data = user_data;
  g_mutex_unlock (&lock);
}
