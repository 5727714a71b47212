/** The saga; the orchestrator loads this package and the messages. */
package com.example.shop.saga;
